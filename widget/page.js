// @ts-check
/** The keeper's page: copies the tag, and writes the settings into it and into the preview. Without it the page shows the plain tag. */

const ACCENT = "#1d5f63";
const SETTLE_MS = 250; // a new chat for every letter typed would be restless
const SAID_FOR_MS = 4_000;

const form = find(document, ".settings", HTMLFormElement);
const frame = find(document, ".stage iframe", HTMLIFrameElement);
const said = find(document, ".copied", HTMLElement);
const codes = ["tag", "pinned"].map((id) => find(document, `#${id}`, HTMLElement));
const tags = codes.map((code) => code.textContent ?? "");

/** @template {Element} T @param {ParentNode} within @param {string} selector @param {new () => T} kind @returns {T} */
function find(within, selector, kind) {
  const found = within.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page lacks ${selector}`);
  return found;
}

/** The attributes that differ from the defaults, in the form's order. @returns {[string, string][]} */
function chosen() {
  /** @type {[string, string][]} */ const found = [];
  for (const [name, value] of new FormData(form)) {
    const text = String(value).trim();
    if (text && !(name === "accent" && text === ACCENT)) found.push([name, name === "open" ? "" : text]);
  }
  return found;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/\s+/g, " ");
}

/** The settings go into the tag itself, so that it stays one line. */
function write() {
  const attributes = chosen().map(([name, value]) => ` data-${name}${value && `="${escaped(value)}"`}`);
  codes.forEach((code, i) => {
    code.textContent = (tags[i] ?? "").replace(" defer>", () => `${attributes.join("")} defer>`);
  });
}

/** A new chat in the preview, since some attributes count only when a page is loaded. */
function show() {
  const page = frame.contentDocument;
  const old = page?.querySelector("faq-chat");
  if (!page || !old) return;
  const fresh = page.createElement("faq-chat");
  for (const [name, value] of chosen()) fresh.setAttribute(name, value);
  old.replaceWith(fresh);
}

/** @param {HTMLElement} button */
async function copy(button) {
  const code = find(document, `#${button.dataset.copies}`, HTMLElement);
  getSelection()?.selectAllChildren(code); // shows what was copied, and is what the older way copies
  const done = await navigator.clipboard?.writeText(code.textContent ?? "").then(() => true, () => false);
  const words = done || document.execCommand("copy") ? "Copied" : "Marked: please copy it by hand";
  button.textContent = words;
  said.textContent = words;
  setTimeout(() => {
    button.textContent = "Copy";
    said.textContent = "";
  }, SAID_FOR_MS);
}

let timer = 0;
function change() {
  write();
  clearTimeout(timer);
  timer = setTimeout(show, SETTLE_MS);
}

for (const button of document.querySelectorAll("button.copy")) {
  if (!(button instanceof HTMLElement)) continue;
  button.hidden = false;
  button.addEventListener("click", () => void copy(button));
}
find(document, ".studio", HTMLElement).hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", change);
form.addEventListener("reset", () => setTimeout(change));
frame.addEventListener("load", show);

// The preview costs nothing to a person who only came to chat.
new IntersectionObserver((seen, observer) => {
  if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
  observer.disconnect();
  frame.src = frame.dataset.src ?? "";
}).observe(frame);
write(); // a browser may have kept what was chosen before a reload
