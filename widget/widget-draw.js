// @ts-check
/** Replies as DOM: made of elements and text nodes only, with links of four schemes. No reply is ever HTML. */

import { words } from "./widget-words.js";

const SAFE = /^(?:https?:\/\/|tel:|sms:)/i; // anything else is not made a link
const IN_TEXT = /https?:\/\/[^\s<>"]+|\bwww\.[^\s<>"]+|\b1-\d{3}-\d{3}-\d{4}\b|\b(?:911|988)\b/g;
const NUMBER = /\d[\d\s().-]*\d/; // "1-833-852-6262", "(717) 216-0905", "988"
const WORD_TO_SEND = /\b([A-Z]{2,12})\b\W+(?:to|al)\W+\d/; // "HOME to 741741", "HOME al 741741"

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  call: "M6.6 2.5 9.3 3l1 4.6-2.2 1.7a13 13 0 0 0 5.6 5.6l1.7-2.2 4.6 1 .5 2.7a3 3 0 0 1-3 3.6C9.7 20 4 14.3 4 6.5a3.5 3.5 0 0 1 2.6-4z",
  text: "M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z",
  yes: "M2 10h4v11H2zM8 10l4-8c1.7 0 2.8 1.2 2.5 2.9L14 9h5.5a2 2 0 0 1 2 2.4l-1.5 8a2 2 0 0 1-2 1.6H8z",
  no: "M2 14h4V3H2zM8 14l4 8c1.7 0 2.8-1.2 2.5-2.9L14 15h5.5a2 2 0 0 0 2-2.4l-1.5-8A2 2 0 0 0 18 3H8z",
  close: "m5 6.4 1.4-1.4L12 10.6 17.6 5 19 6.4 13.4 12 19 17.6 17.6 19 12 13.4 6.4 19 5 17.6 10.6 12z",
  leave: "M4 3h10v2H6v14h8v2H4zM15.5 7l5 5-5 5-1.4-1.4 2.6-2.6H9v-2h7.7l-2.6-2.6z",
  send: "M3 20.5v-7l9-1.5-9-1.5v-7L22 12z",
};

/**
 * An element. Names that start with "on" are listeners; true and false make or leave out an attribute.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, any>} [attributes] @param {...(Node | string | undefined)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false) node.setAttribute(name, value === true ? "" : value);
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

/** A link, or only its words where the address is not safe. @param {string} href @param {...(Node | string)} children */
export function link(href, ...children) {
  if (!SAFE.test(href)) return el("span", {}, ...children);
  if (!/^http/i.test(href)) return el("a", { href }, ...children);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children, heard(` ${words.newTab}`));
}

/** Text with its addresses and help line numbers as links. @param {string} [text] @returns {(Node | string)[]} */
export function prose(text) {
  const all = String(text ?? "");
  const nodes = [];
  let end = 0;
  for (const { 0: match, index } of all.matchAll(IN_TEXT)) {
    const found = match.replace(/[.,;:!?)\]’”']+$/, "");
    nodes.push(all.slice(end, index), link(addressOf(found), found));
    end = index + found.length;
  }
  return [...nodes, all.slice(end)];
}

/** @param {string} found */
function addressOf(found) {
  if (/^\d/.test(found)) return `tel:${dialled(found)}`;
  return found.replace(/^www\./, "http://www."); // not every site has https; those that do lead on to it
}

/** The number as a phone dials it, or nothing. @param {string} shown */
function dialled(shown) {
  const digits = (NUMBER.exec(shown)?.[0] ?? "").replace(/\D/g, "");
  return digits.replace(/^1?(\d{10})$/, "+1$1");
}

/** @param {Chat.Block[]} lines */
export function helplines(lines) {
  return el("ul", { class: "lines", role: "list" }, ...lines.map(helpline));
}

/** A text such as "Text HOME to 741741 (Spanish: text AYUDA)" is a label, and a note in brackets. @param {Chat.Block} line */
function helpline({ name, call, text, hours, lang = "en" }) {
  const [label, note] = (text || "").replace(/\)$/, "").split(/\s*\(/);
  const body = WORD_TO_SEND.exec(label)?.[1];
  const about = [hours, note].filter(Boolean).join(" · ");
  return el(
    "li",
    { class: "line", lang },
    el("div", { class: "line-name" }, el("strong", {}, name), el("small", {}, about)),
    el(
      "div",
      { class: "ways" },
      call ? way("call", `${words.call} ${call}`, `tel:${dialled(call)}`, name) : "",
      label ? way("text", /^text\b/i.test(label) ? label : `${words.text} ${label}`, `sms:${dialled(label)}${body ? `?&body=${body}` : ""}`, name) : "",
    ),
  );
}

/** @param {"call" | "text"} kind @param {string} label @param {string} href @param {string} [name] */
function way(kind, label, href, name) {
  if (!/\d/.test(href)) return el("span", {}, ...prose(label));
  const row = link(href, icon(kind), el("span", { lang: /^text\b/i.test(label) ? "en" : words.lang }, label), heard(`, ${name}`));
  row.className = `way ${kind}`;
  return row;
}

/** @param {Chat.Block} block */
function drawBlock({ type, text, items, attribution }) {
  if (type === "list" && items) return el("ul", {}, ...items.map((item) => el("li", {}, ...prose(item))));
  if (type !== "quote") return el("p", {}, ...prose(text));
  return el("figure", {}, el("blockquote", {}, `“${text}”`), el("figcaption", {}, attribution));
}

/** The words of a reply. @param {Chat.Reply} reply */
export function drawBlocks({ text, blocks = [] }) {
  /** @type {HTMLElement[]} */ const nodes = [];
  for (const block of blocks) {
    if (block.type !== "helpline") nodes.push(drawBlock(block));
    else if (nodes.at(-1)?.className === "lines") nodes.at(-1)?.append(helpline(block));
    else nodes.push(helplines([block]));
  }
  if (nodes.some((node) => node.textContent?.trim())) return nodes;
  return String(text).split("\n").map((line) => el("p", {}, ...prose(line)));
}

/** "From: title, section." @param {Chat.Source[]} sources */
export function drawSources(sources) {
  const parts = sources.map(({ title, section, url = "" }) => el("li", {}, link(url, title || url), section ? `, ${section}` : ""));
  return parts.length ? el("div", { class: "from" }, el("span", { lang: words.lang }, words.from), el("ul", { role: "list" }, ...parts)) : "";
}

/** What stands on the choices: with their numbers where the reply says that a number may be typed. @param {Chat.Reply} reply */
export function namesOf({ kind, choices = [] }) {
  return choices.map(({ title }, i) => (kind === "clarify" ? `${i + 1}. ${title}` : title));
}

/** @param {Chat.Reply} reply @param {(choice: Chat.Choice, button: HTMLElement) => void} choose */
export function drawChoices(reply, choose) {
  const names = namesOf(reply);
  const buttons = (reply.choices ?? []).map((choice, i) => {
    const button = el("button", { class: "choice", lang: "en" }, names[i]);
    button.addEventListener("click", () => choose(choice, button));
    return el("li", {}, button);
  });
  return buttons.length ? el("ul", { class: "choices", role: "list", "aria-label": words.choices, lang: words.lang }, ...buttons) : "";
}
