// Reads [[script, the same script as it is served], ...] as JSON; prints of each pair whether both mean the same.
const { parse } = require("acorn");
const { readFileSync } = require("node:fs");

const PLACES = new Set(["start", "end"]);
const tree = (script) =>
  JSON.stringify(parse(script, { ecmaVersion: "latest", sourceType: "module" }), (name, value) =>
    PLACES.has(name) ? undefined : value instanceof RegExp ? String(value) : value,
  );

const pairs = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(pairs.map(([written, served]) => tree(written) === tree(served))));
