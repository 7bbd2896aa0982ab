// @ts-check
/** Replies as DOM: made of elements and text nodes only, with links of four schemes. No reply is ever HTML. */

import { words } from "./widget-words.js";

/**
 * @typedef {{type: string, text?: string, items?: string[], attribution?: string, name?: string, call?: string, hours?: string}} Block
 * @typedef {{id?: string, title?: string, section?: string, url?: string}} Source
 * @typedef {{id: string, title: string}} Choice
 * @typedef {{kind: string, text: string, facts?: string[], blocks?: Block[], sources?: Source[], choices?: Choice[]}} Reply
 */

const SCHEMES = new Set(["http:", "https:", "tel:", "sms:"]);
const IN_TEXT = /https?:\/\/[^\s<>"]+|\bwww\.[^\s<>"]+|\b1-\d{3}-\d{3}-\d{4}\b|\b(?:911|988)\b/g;
const NUMBER = /\d[\d\s().-]*\d/; // "1-833-852-6262", "(717) 216-0905", "988"

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  call: "M6.6 2.5 9.3 3l1 4.6-2.2 1.7a13 13 0 0 0 5.6 5.6l1.7-2.2 4.6 1 .5 2.7a3 3 0 0 1-3 3.6C9.7 20 4 14.3 4 6.5a3.5 3.5 0 0 1 2.6-4z",
  text: "M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z",
  yes: "M2 10h4v11H2zM8 10l4-8c1.7 0 2.8 1.2 2.5 2.9L14 9h5.5a2 2 0 0 1 2 2.4l-1.5 8a2 2 0 0 1-2 1.6H8z",
  no: "M22 14h-4V3h4zM16 14l-4 8c-1.7 0-2.8-1.2-2.5-2.9L10 15H4.5a2 2 0 0 1-2-2.4l1.5-8A2 2 0 0 1 6 3h10z",
  close: "m5.6 4.2 6.4 6.4 6.4-6.4 1.4 1.4-6.4 6.4 6.4 6.4-1.4 1.4-6.4-6.4-6.4 6.4-1.4-1.4 6.4-6.4-6.4-6.4z",
  leave: "M4 3h10v2H6v14h8v2H4zM15.5 7l5 5-5 5-1.4-1.4 2.6-2.6H9v-2h7.7l-2.6-2.6z",
  send: "M3 20.5v-7l9-1.5-9-1.5v-7L22 12z",
};

/**
 * An element. Names that start with "on" are listeners; true and false make or leave out an attribute.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, unknown>} [attributes] @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value !== false && value !== undefined && value !== null) node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) node.append(child);
  return node;
}

/** @param {keyof typeof ICONS} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Words for ears only. @param {string} text */
export function heard(text) {
  return el("span", { class: "heard" }, text);
}

/** A link, or only its words where the address is not one of the four schemes. @param {string} href @param {...(Node | string)} children */
export function link(href, ...children) {
  const scheme = schemeOf(href);
  if (!SCHEMES.has(scheme)) return el("span", {}, ...children);
  if (!scheme.startsWith("http")) return el("a", { href }, ...children);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children, heard(` ${words.newTab}`));
}

/** @param {string} href */
function schemeOf(href) {
  try {
    return new URL(href).protocol;
  } catch {
    return "";
  }
}

/** Text with its addresses and help line numbers as links. @param {string} text @returns {(Node | string)[]} */
export function prose(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(IN_TEXT)) {
    const found = match[0].replace(/[.,;:!?)\]’”']+$/, "");
    nodes.push(text.slice(end, match.index), link(addressOf(found), found));
    end = match.index + found.length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

/** @param {string} found */
function addressOf(found) {
  if (/^\d/.test(found)) return `tel:${dialled(found)}`;
  return found.startsWith("www.") ? `http://${found}` : found; // not every site has https; those that do lead on to it
}

/** The number as a phone dials it, or nothing. @param {string} shown */
export function dialled(shown) {
  const digits = (NUMBER.exec(shown)?.[0] ?? "").replace(/\D/g, "");
  if (digits.length === 11 && digits.startsWith("1")) return `+${digits}`;
  return digits.length === 10 ? `+1${digits}` : digits;
}

/** "Text HOME to 741741 (Spanish: text AYUDA)" as its parts. @param {string} shown */
export function textWay(shown) {
  const [, label = "", note = ""] = /^([^(]*)(?:\((.*)\))?/s.exec(shown.trim()) ?? [];
  const number = dialled(label);
  const body = /\b([A-Z]{2,12})\b\W+(?:to|al?)\W+\d/.exec(label)?.[1];
  const href = number && `sms:${number}${body ? `?&body=${body}` : ""}`;
  return { label: label.trim(), note: note.trim(), href };
}

/** @param {Block[]} lines */
export function helplines(lines) {
  return el("ul", { class: "lines", role: "list" }, ...lines.map(helpline));
}

/** @param {Block} line */
function helpline({ name = "", call = "", text = "", hours = "" }) {
  const way = textWay(text);
  const about = [hours, way.note].filter(Boolean).join(" · ");
  return el(
    "li",
    { class: "line" },
    el("div", { class: "line-name" }, el("strong", {}, name), about && el("small", {}, about)),
    el(
      "div",
      { class: "ways" },
      ...wayOf("call", `${words.call} ${call}`, dialled(call) && `tel:${dialled(call)}`, call, name),
      ...wayOf("text", /^text\b/i.test(way.label) ? way.label : `${words.text} ${way.label}`, way.href, text, name),
    ),
  );
}

/** @param {"call" | "text"} kind @param {string} label @param {string} href @param {string} shown @param {string} name */
function wayOf(kind, label, href, shown, name) {
  if (!shown) return [];
  if (!href) return [el("span", {}, ...prose(shown))];
  const row = link(href, icon(kind), el("span", {}, label), heard(`, ${name}`));
  row.className = `way ${kind}`;
  return [row];
}

/** @type {Record<string, (block: Block) => Node>} */
const DRAW = {
  paragraph: ({ text = "" }) => el("p", { dir: "auto" }, ...prose(text)),
  list: ({ items = [] }) => el("ul", {}, ...items.map((item) => el("li", { dir: "auto" }, ...prose(String(item))))),
  quote: ({ text = "", attribution = "" }) =>
    el("figure", {}, el("blockquote", { dir: "auto" }, `“${text}”`), attribution ? el("figcaption", {}, attribution) : null),
};

/** The words of a reply. @param {Reply} reply */
export function drawBlocks(reply) {
  const blocks = reply.blocks ?? [];
  const nodes = [];
  for (let i = 0; i < blocks.length; i++) {
    const lines = takeWhile(blocks.slice(i), ({ type }) => type === "helpline");
    if (lines.length) nodes.push(helplines(lines));
    else nodes.push((DRAW[blocks[i].type] ?? DRAW.paragraph)(blocks[i]));
    i += Math.max(lines.length - 1, 0);
  }
  if (nodes.some((node) => node.textContent?.trim())) return nodes;
  return String(reply.text ?? "").split("\n").map((text) => DRAW.paragraph({ type: "paragraph", text }));
}

/** "From: title, section." @param {Source[]} sources */
export function drawSources(sources) {
  if (!sources.length) return null;
  const parts = sources.map(({ title = "", section = "", url = "" }) =>
    el("li", {}, link(url, title || url), section ? `, ${section}` : ""));
  return el("div", { class: "from" }, el("span", {}, words.from), el("ul", { role: "list" }, ...parts));
}

/** @param {Choice[]} choices @param {(choice: Choice, button: HTMLButtonElement) => void} choose */
export function drawChoices(choices, choose) {
  if (!choices.length) return null;
  const buttons = choices.map((choice) => {
    /** @type {HTMLButtonElement} */
    const button = el("button", { type: "button", class: "choice", dir: "auto", onclick: () => choose(choice, button) }, choice.title);
    return el("li", {}, button);
  });
  return el("ul", { class: "choices", role: "list", "aria-label": words.choices }, ...buttons);
}

/**
 * @template T
 * @param {T[]} list @param {(value: T) => boolean} fits
 */
function takeWhile(list, fits) {
  const end = list.findIndex((value) => !fits(value));
  return end < 0 ? list : list.slice(0, end);
}
