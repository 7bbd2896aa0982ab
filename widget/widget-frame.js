// @ts-check
/** The chat's frame and the page around it: its top, leaving quickly, and filling a phone's screen. */

import { el, icon } from "./widget-draw.js";
import { words } from "./widget-words.js";

const NEUTRAL = "https://www.google.com/search?q=weather";
const TWICE_MS = 700;
const NARROW = matchMedia("(max-width: 30em)");

/**
 * The frame with what stands in it: in a corner a dialog, in a box of the page a part of the page.
 * @param {HTMLElement} host @param {Chat.FrameDoing} doing @param {HTMLElement[]} parts
 */
export function drawFrame(host, { leave, close, press }, parts) {
  const heading = host.getAttribute("heading") || words.title;
  const inline = host.hasAttribute("inline");
  const top = el(
    "div",
    { class: "top" }, // no <header>: in a dialog it would be a second banner of the page
    el("h2", {}, heading),
    el("button", { class: "leave", title: words.leaveHint, onclick: leave }, icon("leave"), words.leave),
    inline ? "" : el("button", { class: "icon-button", "aria-label": words.close, onclick: close }, icon("close")),
  );
  const role = inline ? "region" : "dialog";
  return el("section", { class: "panel", lang: words.lang, tabindex: -1, hidden: true, role, "aria-label": heading, onkeydown: press }, top, ...parts);
}

/** Calls `leave` when Esc is pressed twice. @param {() => boolean} isOpen @param {() => void} leave */
export function leaveOn(isOpen, leave) {
  let last = -Infinity;
  let armed = false; // the first press may close the chat; the second still counts
  const pressed = (/** @type {KeyboardEvent} */ { key, repeat, isComposing, timeStamp }) => {
    if (key !== "Escape" || repeat || isComposing) return;
    if (armed && timeStamp - last < TWICE_MS) leave();
    armed = isOpen();
    last = timeStamp;
  };
  document.addEventListener("keydown", pressed, { capture: true });
}

/** The page goes blank at once, and Back does not return to it. @param {string | null} wanted the site's own neutral page */
export function leavePage(wanted) {
  document.documentElement.style.setProperty("display", "none", "important");
  document.title = "";
  location.replace(wanted && /^https?:\/\//i.test(wanted) ? wanted : NEUTRAL);
}

/** On a phone the open chat fills the screen and is a modal dialog; on anything wider it is not. */
export class Modal {
  #host;
  #node;
  #open = false;
  /** @type {Element[]} */ #behind = [];

  /** @param {HTMLElement} host @param {HTMLElement} node the dialog */
  constructor(host, node) {
    this.#host = host;
    this.#node = node;
    NARROW.addEventListener("change", () => this.#apply());
    visualViewport?.addEventListener("resize", () => this.#fit());
    visualViewport?.addEventListener("scroll", () => this.#fit());
  }

  open() {
    this.#open = true;
    this.#apply();
  }

  close() {
    this.#open = false;
    this.#apply();
  }

  #apply() {
    const full = this.#open && NARROW.matches;
    for (const element of this.#behind) element.removeAttribute("inert");
    this.#behind = full ? surroundings(this.#host) : [];
    for (const element of this.#behind) element.setAttribute("inert", "");
    this.#node.setAttribute("aria-modal", String(full));
    this.#fit();
  }

  /** Keeps the input above the on-screen keyboard. */
  #fit() {
    this.#node.style.setProperty("--chat-height", `${visualViewport?.height}px`);
    this.#node.style.setProperty("--chat-top", `${visualViewport?.offsetTop}px`);
  }
}

/** All that is beside the element or beside what holds it. @param {Element} element */
function surroundings(element) {
  const all = [];
  for (let inner = element; inner.parentElement; inner = inner.parentElement) {
    all.push(...inner.parentElement.children);
  }
  return all.filter((beside) => !beside.contains(element) && !beside.matches("[inert], head"));
}
