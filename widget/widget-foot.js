// @ts-check
/** Below the conversation: where a person types, and what they can do with the whole chat. */

import { el, icon } from "./widget-draw.js";
import { words } from "./widget-words.js";

export class Foot {
  #doing;
  #input = el("textarea", { id: "question", rows: 1, enterkeyhint: "send", autocomplete: "off", "aria-describedby": "privacy" });
  #sure = el("div", { class: "sure", role: "group", hidden: true });
  /** @type {HTMLElement} the button that has asked whether one is sure */ #asker = this.#input;
  node;

  /** @param {Chat.FootDoing} doing */
  constructor(doing) {
    this.#doing = doing;
    this.#listen();
    this.node = el(
      "div",
      { class: "foot" },
      this.#sure,
      el(
        "form",
        { onsubmit: (/** @type {Event} */ event) => this.#send(event) },
        el("label", { for: "question" }, words.question),
        el("div", { class: "write" }, this.#input, el("button", { class: "main send" }, icon("send"), words.send)),
      ),
      el("p", { class: "privacy", id: "privacy" }, words.privacy),
      el(
        "div",
        { class: "tools" },
        tool(words.save, () => doing.save()),
        tool(words.fresh, (event) => this.#askFirst(words.freshAsk, words.fresh, () => doing.renew(), event)),
        tool(words.erase, (event) => this.#askFirst(words.eraseAsk, words.erase, () => doing.erase(), event)),
      ),
    );
  }

  #listen() {
    this.#input.addEventListener("focus", () => this.#doing.hurry());
    this.#input.addEventListener("input", () => (this.#grow(), this.#doing.hurry()));
    this.#input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.#send(event);
    });
  }

  focus() {
    this.#input.focus();
  }

  /** Gives a text back that was not taken, unless another one is being typed. @param {string} text */
  giveBack(text) {
    if (!this.#input.value) this.#fill(text);
  }

  /** Takes back the question whether one is sure; false when none was asked. */
  dismiss() {
    if (this.#sure.hidden) return false;
    this.#sure.hidden = true;
    this.#asker.focus();
    return true;
  }

  /** @param {Event} event */
  #send(event) {
    event.preventDefault();
    const text = this.#input.value.trim();
    if (text) {
      this.#fill("");
      this.#doing.send(text);
    }
    this.focus();
  }

  /** @param {string} question @param {string} yes @param {() => void} act @param {Event} event */
  #askFirst(question, yes, act, { currentTarget }) {
    this.#asker = /** @type {HTMLElement} */ (currentTarget);
    const done = () => ((this.#sure.hidden = true), this.focus(), act());
    const keep = tool(words.keep, () => this.dismiss());
    this.#sure.replaceChildren(el("p", {}, question), keep, el("button", { class: "main", onclick: done }, yes));
    this.#sure.setAttribute("aria-label", question);
    this.#sure.hidden = false;
    keep.focus();
  }

  /** @param {string} text */
  #fill(text) {
    this.#input.value = text;
    this.#grow();
  }

  /** As high as its text; the style sheet sets the limit. */
  #grow() {
    this.#input.style.blockSize = "auto";
    this.#input.style.blockSize = `${this.#input.scrollHeight + 2}px`; // 2: its border
  }
}

/** @param {string} label @param {(event: Event) => void} onclick */
function tool(label, onclick) {
  return el("button", { class: "tool", onclick }, label);
}
