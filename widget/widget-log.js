// @ts-check
/** The conversation as a list: what was asked, what was answered, notes in between. */

import { drawBlocks, drawChoices, drawSources, el, heard, icon, prose } from "./widget-draw.js";
import { words } from "./widget-words.js";

const NEAR_END_PX = 60; // still "at the end" for somebody who reads the last lines
const AIR_PX = 12;
const ONE_TAP_MS = 500; // a second tap within it was meant for what stood there before

export class Log {
  #doing;
  /** @type {Map<string, HTMLElement>} what is not answered yet, by message id */ #open = new Map();
  /** @type {Map<string, HTMLElement>} what was not taken and may be sent again */ #refused = new Map();
  #thought = el("span");
  #thinking = el("li", { class: "thinking", hidden: true }, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")), this.#thought);
  #list = el("ol", { class: "list", role: "list" }, this.#thinking);
  #jump = el("button", { class: "jump", hidden: true, onclick: () => this.toEnd() }, words.newReply);
  #following = true;
  #height = 0;
  #chosenAt = -Infinity;
  box = el("div", { class: "log", tabindex: 0, role: "group", "aria-label": words.log, onscroll: () => this.#scrolled() }, this.#list);
  node = el("div", { class: "log-frame" }, this.box, this.#jump);

  /** @param {Chat.Doing} doing */
  constructor(doing) {
    this.#doing = doing;
    new ResizeObserver(() => this.#resized()).observe(this.box);
  }

  clear() {
    this.#open.clear();
    this.#refused.clear();
    this.#list.replaceChildren(this.#thinking);
  }

  /** @param {string} text */
  question(text) {
    const item = el("li", { class: "user" }, heard(words.you), el("p", { dir: "auto", lang: "" }, text));
    this.#thinking.before(item);
    return item;
  }

  /** A question on its way. @param {Chat.Message} message */
  posted({ id, title, text }) {
    const before = this.#refused.get(id);
    this.#refused.delete(id);
    if (before?.nextElementSibling?.matches(".note")) before.nextElementSibling.remove(); // why it was not sent
    this.#open.set(id, before ?? this.question(title ?? text ?? ""));
    this.#mark(id, "");
    if (!before) this.toEnd();
  }

  /** @param {Chat.Message} message @param {Chat.Entry[]} entries @param {boolean} repeated */
  answered({ id }, entries, repeated) {
    const question = this.#open.get(id);
    const place = question?.nextElementSibling ?? this.#thinking; // later questions may be waiting already
    this.#mark(id, "");
    this.#open.delete(id);
    if (repeated) question?.remove();
    this.#settle();
    return entries.map(({ reply, seq }) => reply && this.reply(reply, seq, place));
  }

  /** @param {Chat.Message} message @param {string} sentence @param {boolean} mayRetry */
  refused(message, sentence, mayRetry) {
    const again = el("button", { class: "tool", onclick: () => this.#doing.sendAgain(message) }, words.again);
    const item = this.#open.get(message.id);
    this.#mark(message.id, words.notSent, mayRetry ? again : "");
    item?.after(noteOf(sentence));
    this.#open.delete(message.id);
    if (item && mayRetry) this.#refused.set(message.id, item);
    this.#settle();
    this.toEnd();
  }

  /** Says of every open question that it waits, or nothing. @param {string} state */
  hold(state) {
    for (const id of this.#open.keys()) this.#mark(id, state);
  }

  /** @param {string} id @param {string} state @param {Node | string} [more] */
  #mark(id, state, more) {
    const item = this.#open.get(id);
    item?.querySelector("small")?.remove();
    if (state) item?.append(el("small", {}, state, more));
  }

  /** @param {Chat.Reply} reply @param {number} [seq] without it there is nothing to rate @param {Element} [place] what it goes before */
  reply(reply, seq, place = this.#thinking) {
    const item = el(
      "li",
      { class: reply.kind === "crisis" ? "bot crisis" : "bot" },
      heard(words.bot),
      el("div", { class: "bubble", lang: "en" }, ...drawBlocks(reply), drawSources(reply.sources ?? [])),
      drawChoices(reply, (choice, button) => this.#chosen(choice, button)),
      seq ? drawFeedback((helpful, comment) => this.#doing.rate(seq, helpful, comment), this.#doing.announce) : "",
    );
    place.before(item);
    return item;
  }

  /** @param {Chat.Choice} choice @param {HTMLElement} button */
  #chosen(choice, button) {
    const now = performance.now();
    if (button.hasAttribute("aria-disabled") || now - this.#chosenAt < ONE_TAP_MS) return;
    this.#chosenAt = now;
    button.setAttribute("aria-disabled", "true"); // until it is answered: a double tap asks once
    if (!button.classList.contains("chosen")) button.append(heard(` ${words.chosen}`));
    button.classList.add("chosen");
    this.#doing.choose(choice);
  }

  /** A sentence between the messages, before any question that still waits. @param {string} sentence */
  note(sentence) {
    const [open = this.#thinking] = this.#open.values();
    open.before(noteOf(sentence));
    if (this.#following) this.toEnd();
  }

  /** @param {string} text empty when nothing is looked up */
  thinking(text) {
    this.#thinking.hidden = !text;
    this.#thought.textContent = text;
    if (this.#following) this.toEnd();
  }

  /** Lets choices be chosen again. */
  #settle() {
    this.#list.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  }

  /** Takes away what a dead conversation's buttons could do. */
  retire() {
    this.#list.querySelectorAll(".feedback, .choices").forEach((dead) => dead.remove());
  }

  // ---- Scrolling: to the end when one asks; to the top of a new reply when one is at the end; otherwise never ----

  toEnd() {
    this.box.scrollTop = this.box.scrollHeight;
    this.#following = true;
    this.#jump.hidden = true;
  }

  /** @param {HTMLElement} item a new reply */
  showNew(item) {
    this.#jump.hidden = this.#following;
    if (!this.#following) return;
    this.box.scrollTop = this.#startOf(item) - AIR_PX;
    this.#scrolled();
  }

  /** A note just before the reply or its question is shown too, where that leaves the reply half of the room. @param {HTMLElement} item */
  #startOf(item) {
    let start = item.offsetTop;
    for (let before = item.previousElementSibling; before instanceof HTMLElement; before = before.previousElementSibling) {
      if (!before.matches(".note, .user") || item.offsetTop - before.offsetTop > this.box.clientHeight / 2) break;
      if (before.matches(".note")) start = before.offsetTop;
    }
    return start;
  }

  /** What opens below hides nothing. */
  #resized() {
    this.#height = this.box.clientHeight;
    if (this.#following) this.toEnd();
  }

  #scrolled() {
    if (this.box.clientHeight !== this.#height) return; // nobody has scrolled; the end has moved
    this.#following = this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < NEAR_END_PX;
    if (this.#following) this.#jump.hidden = true;
  }
}

/** @param {string} sentence */
function noteOf(sentence) {
  return el("li", { class: "note" }, el("p", {}, ...prose(sentence)));
}

/**
 * "Did this help?" under a reply: yes or no, and a few words if wanted.
 * @param {(helpful: boolean, comment?: string) => Promise<void>} send @param {(words: string) => void} announce
 */
function drawFeedback(send, announce) {
  const said = el("span");
  const thumbs = [true, false].map((helpful) =>
    el("button", { class: "thumb", "aria-pressed": "false", onclick: () => rate(helpful) }, icon(helpful ? "yes" : "no"), helpful ? words.yes : words.no),
  );
  const input = el("input", { maxlength: 500, autocomplete: "off" });
  const form = el("form", { class: "comment", hidden: true, onsubmit: comment }, el("label", {}, words.comment, input), el("button", { class: "main" }, words.send));
  const more = el("button", { class: "tool", hidden: true, onclick: write }, words.more);

  /** @param {boolean} helpful @param {string} [comment] */
  async function rate(helpful, comment) {
    const well = await send(helpful, comment).then(() => true, () => false);
    announce((said.textContent = well ? words.thanks : words.notTaken));
    if (!well) return;
    thumbs.forEach((thumb, i) => thumb.setAttribute("aria-pressed", String(helpful === !i)));
    more.hidden = !form.hidden || Boolean(comment);
    form.hidden ||= Boolean(comment);
  }

  function write() {
    more.hidden = true;
    form.hidden = false;
    input.focus();
  }

  /** @param {Event} event */
  function comment(event) {
    event.preventDefault();
    if (!input.value.trim()) return;
    thumbs[0].focus();
    void rate(thumbs[0].getAttribute("aria-pressed") === "true", input.value.trim());
  }

  return el("div", { class: "feedback", role: "group", "aria-label": words.helped }, el("span", {}, words.helped), ...thumbs, said, more, form);
}
