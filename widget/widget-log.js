// @ts-check
/** The conversation as a list on the page: what was asked, what was answered, notes in between. */

import { drawBlocks, drawChoices, drawSources, el, heard, prose } from "./widget-draw.js";
import { drawFeedback } from "./widget-feedback.js";
import { words } from "./widget-words.js";

/**
 * @typedef {import("./widget-draw.js").Reply} Reply
 * @typedef {import("./widget-client.js").Message} Message
 *
 * @typedef {object} Doing what a person can do in the log
 * @property {(choice: import("./widget-draw.js").Choice) => void} choose
 * @property {(seq: number, helpful: boolean, comment?: string) => Promise<void>} rate
 * @property {(message: Message) => void} sendAgain
 * @property {(words: string) => void} announce
 */

const NEAR_END_PX = 80; // still "at the end" for somebody who reads the last lines
const AIR_PX = 12;

/** The list and its scrolling. */
export class Log {
  #doing;
  #list = el("ol", { class: "list", role: "list" });
  #thinking = el("li", { class: "thinking", hidden: true }, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")), el("span", { class: "thought" }));
  #jump = el("button", { type: "button", class: "jump", hidden: true, onclick: () => this.toEnd() }, words.newReply);
  /** @type {Map<string, HTMLElement>} what is not answered yet, by message id */ #open = new Map();
  box = el("div", { class: "log", tabindex: 0, role: "group", "aria-label": words.log, onscroll: () => this.#scrolled() }, this.#list);
  node = el("div", { class: "log-frame" }, this.box, this.#jump);

  /** @param {Doing} doing */
  constructor(doing) {
    this.#doing = doing;
    this.#list.append(this.#thinking);
  }

  clear() {
    this.#open.clear();
    this.#list.replaceChildren(this.#thinking);
    this.thinking("");
  }

  /** @param {Node} item @param {ChildNode} [before] */
  #add(item, before = this.#thinking) {
    before.before(item);
    return item;
  }

  /** @param {string} text */
  question(text) {
    const item = el("li", { class: "user" }, heard(words.you), el("p", { dir: "auto" }, text));
    this.#add(item);
    return item;
  }

  /** A question on its way. @param {Message} message */
  posted(message) {
    if (this.#open.has(message.id)) return this.#state(message, "");
    this.#open.set(message.id, this.question(message.title ?? message.text ?? ""));
    this.toEnd();
  }

  /** @param {Message} message @param {boolean} repeated the same question is in the log already */
  answered(message, repeated) {
    const item = this.#open.get(message.id);
    this.#open.delete(message.id);
    if (repeated) item?.remove();
    else item?.querySelector(".state")?.remove();
    return repeated ? undefined : item;
  }

  /** @param {Message} message @param {string} sentence @param {boolean} mayRetry */
  refused(message, sentence, mayRetry) {
    const again = el("button", { type: "button", class: "again", onclick: () => this.#doing.sendAgain(message) }, words.again);
    this.#state(message, words.notSent, mayRetry ? again : undefined);
    const item = this.#open.get(message.id);
    if (!mayRetry) this.#open.delete(message.id);
    item?.after(el("li", { class: "note" }, el("p", {}, ...prose(sentence))));
  }

  /** Says of every open question that it waits. */
  holdOpen() {
    for (const id of this.#open.keys()) this.#state({ id }, words.waiting);
  }

  /** Lets them go again. */
  releaseOpen() {
    for (const id of this.#open.keys()) this.#state({ id }, "");
  }

  /** @param {Message} message @param {string} state @param {Node} [more] */
  #state(message, state, more) {
    const item = this.#open.get(message.id);
    item?.querySelector(".state")?.remove();
    if (state) item?.append(el("small", { class: "state" }, state, more));
  }

  /**
   * @param {Reply} reply @param {number | undefined} seq without it there is nothing to rate
   * @param {ChildNode} [before] where it goes; at the end by default
   */
  reply(reply, seq, before) {
    const bubble = el("div", { class: "bubble" }, ...drawBlocks(reply), drawSources(reply.sources ?? []));
    const item = el("li", { class: `bot ${reply.kind === "crisis" ? "crisis" : ""}` }, heard(words.bot), bubble,
      drawChoices(reply.choices ?? [], (choice, button) => this.#chosen(choice, button)),
      seq ? drawFeedback((helpful, comment) => this.#doing.rate(seq, helpful, comment), this.#doing.announce) : null);
    this.#add(item, before);
    return item;
  }

  /** @param {import("./widget-draw.js").Choice} choice @param {HTMLButtonElement} button */
  #chosen(choice, button) {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true"); // until it is answered: a double tap asks once
    if (!button.classList.contains("chosen")) button.append(heard(` ${words.chosen}`));
    button.classList.add("chosen");
    this.#doing.choose(choice);
  }

  /** A sentence between the messages, before any question that still waits. @param {string} sentence */
  note(sentence) {
    const [open] = this.#open.values();
    this.#add(el("li", { class: "note" }, el("p", {}, ...prose(sentence))), open);
  }

  /** @param {string} text empty when nothing is looked up */
  thinking(text) {
    this.#thinking.hidden = !text;
    /** @type {HTMLElement} */ (this.#thinking.lastElementChild).textContent = text;
    if (text) return;
    for (const button of this.#list.querySelectorAll(".choice[aria-disabled]")) button.removeAttribute("aria-disabled");
  }

  /** Ends what a dead conversation's buttons could do. */
  retire() {
    for (const dead of this.#list.querySelectorAll(".feedback, .choices")) dead.remove();
  }

  // ---- Scrolling: to the end when one asks; to the top of a new reply when one is at the end; otherwise never ----

  get atEnd() {
    return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < NEAR_END_PX;
  }

  toEnd() {
    this.box.scrollTop = this.box.scrollHeight;
    this.#jump.hidden = true;
  }

  /** @param {HTMLElement} item @param {boolean} follow whether the person was at the end before it came */
  showNew(item, follow) {
    this.#jump.hidden = follow;
    if (follow) this.box.scrollTop = Math.min(item.offsetTop - AIR_PX, this.box.scrollHeight);
  }

  #scrolled() {
    if (this.atEnd) this.#jump.hidden = true;
  }
}
