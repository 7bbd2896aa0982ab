// @ts-check
/** The chat itself: its frame, the input, and what happens when the conversation speaks. */

import { Conversation } from "./widget-client.js";
import { el, icon } from "./widget-draw.js";
import { leaveOn, leavePage } from "./widget-leave.js";
import { Log } from "./widget-log.js";
import { Modal } from "./widget-modal.js";
import { Strip } from "./widget-strip.js";
import { sheet } from "./widget-style.js";
import { words } from "./widget-words.js";

/**
 * @typedef {import("./widget-client.js").Message} Message
 * @typedef {import("./widget-client.js").Entry} Entry
 * @typedef {import("./widget-draw.js").Reply} Reply
 */

const SPEAK_AFTER_MS = 250; // screen readers drop what coincides with a move of the focus
const SPOKEN_FOR_MS = 2_000; // long enough to be taken up, short enough not to be met again while browsing
const THINK_AFTER_MS = 300; // most answers are there before
const SLOW_AFTER_MS = 5_000;

/** The chat in the shadow root of <faq-chat>. Listens to the conversation (see Listener in widget-client.js). */
export class Panel {
  #host;
  #conversation;
  #begun = false;
  #asked = false; // before the first question there is nothing to rate
  #waiting = 0;
  #trouble = "";
  /** @type {ReturnType<typeof setTimeout>[]} */ #timers = [];
  #log = new Log({
    choose: ({ id, title }) => this.#conversation.send({ choice: id, title }),
    rate: (seq, helpful, comment) => this.#conversation.feedback(seq, helpful, comment),
    sendAgain: (message) => this.#conversation.sendAgain(message),
    announce: (text) => this.#announce(text),
  });
  #strip = new Strip(() => this.#input.focus());
  #live = el("div", { class: "heard", role: "status", "aria-live": "polite", "aria-atomic": "false" });
  #input = el("textarea", { id: "question", rows: 1, enterkeyhint: "send", autocomplete: "off", dir: "auto", "aria-describedby": "privacy" });
  #fresh = el("button", { type: "button", class: "tool" }, words.fresh);
  #ask = el("div", { class: "ask-first", role: "group", "aria-label": words.eraseAsk, hidden: true });
  #node;
  #modal;

  /** @param {HTMLElement} host @param {ShadowRoot} root @param {string} base the channel's address */
  constructor(host, root, base) {
    this.#host = host;
    this.#conversation = new Conversation(base, this);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    this.#node = this.#build();
    root.append(this.#node);
    this.#modal = new Modal(host, this.#node);
    leaveOn(() => !this.#node.hidden && host.isConnected, () => this.#leave());
  }

  /** @param {boolean} focus whether the person asked for it just now */
  open(focus) {
    this.#node.hidden = false;
    if (!this.#isInline) this.#modal.open();
    if (!this.#begun) void this.#conversation.begin();
    this.#begun = true;
    if (focus) (matchMedia("(pointer: coarse)").matches ? this.#node : this.#input).focus(); // no keyboard over the greeting
  }

  close() {
    this.#node.hidden = true;
    this.#modal.close();
  }

  get #isInline() {
    return this.#host.hasAttribute("inline");
  }

  // ---- What the conversation says ----

  /** @param {Reply[]} replies */
  greeting(replies) {
    this.#clearTrouble();
    const items = replies.map((reply) => this.#log.reply(reply, undefined));
    if (items[0]) this.#log.showNew(items[0], true);
    for (const reply of replies) this.#speak(reply);
  }

  /** @param {Entry[]} entries @param {boolean} whole @param {Message[]} outbox what still waits to be sent */
  history(entries, whole, outbox) {
    this.#clearTrouble();
    if (whole) this.#clear();
    for (const entry of entries) this.#drawOld(entry);
    if (whole) for (const message of outbox) this.posted(message);
    this.#log.toEnd();
  }

  /** @param {Entry} entry */
  #drawOld({ from, seq, text, reply }) {
    if (from === "user") {
      this.#asked = true;
      this.#log.question(text ?? "");
    } else if (reply) {
      this.#strip.note(reply, this.#log.reply(reply, this.#asked ? seq : undefined), this.#log.box);
    }
  }

  /** @param {Message} message */
  posted(message) {
    this.#asked = true;
    this.#waiting++;
    this.#log.posted(message);
    if (this.#trouble) this.#log.holdOpen();
    else this.#think();
    this.#tellPage("message", { text: message.title ?? message.text });
  }

  /** @param {Message} message @param {Entry[]} entries @param {boolean} repeated */
  answered(message, entries, repeated) {
    this.#clearTrouble();
    const follow = this.#log.atEnd;
    const question = this.#log.answered(message, repeated);
    const place = question?.nextElementSibling ?? undefined; // later questions may be waiting already
    const items = entries.map(({ reply, seq }) => reply && this.#log.reply(reply, seq, place));
    this.#settle();
    if (items[0]) this.#log.showNew(items[0], follow);
    entries.forEach(({ reply, seq }, i) => this.#took(reply, seq, items[i]));
  }

  /** @param {Reply | undefined} reply @param {number} seq @param {HTMLElement | undefined} item */
  #took(reply, seq, item) {
    if (!reply || !item) return;
    this.#strip.note(reply, item, this.#log.box);
    this.#speak(reply);
    this.#tellPage("reply", { seq, reply });
  }

  /** @param {Message} message @param {string} sentence @param {boolean} mayRetry */
  refused(message, sentence, mayRetry) {
    const why = sentence || (mayRetry ? words.failed : words.refused);
    this.#log.refused(message, why, mayRetry);
    this.#settle();
    this.#log.toEnd();
    if (!mayRetry && !this.#input.value) this.#fill(message.text ?? "");
    this.#announce(why);
    this.#tellPage("error", { code: "refused", message: why });
  }

  away() {
    const why = navigator.onLine === false ? words.offline : words.away;
    this.#halt("away", `${why} ${words.kept} ${words.danger}`);
  }

  /** @param {number} seconds */
  wait(seconds) {
    this.#halt("wait", `${words.wait(seconds)} ${words.danger}`);
  }

  back() {
    if (!this.#trouble) return; // an answer has said so already
    this.#clearTrouble();
    if (this.#waiting) this.#think();
    else this.#announce(words.back);
  }

  expired() {
    this.#log.retire();
    this.#strip.clear();
    this.#log.note(words.expired);
    this.#announce(words.expired);
  }

  gone() {
    this.#clear();
    this.#log.note(words.erased);
  }

  // ---- What the person does ----

  #send() {
    const text = this.#input.value.trim();
    if (text) {
      this.#fill("");
      this.#conversation.send({ text });
    }
    this.#input.focus();
  }

  /** @param {KeyboardEvent} event */
  #typed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    if (!this.#ask.hidden) this.#keepIt();
    else if (!this.#isInline) this.#host.removeAttribute("open");
  }

  #askFirst() {
    this.#ask.hidden = false;
    this.#ask.querySelector("button")?.focus();
  }

  #keepIt() {
    this.#ask.hidden = true;
    this.#fresh.focus();
  }

  async #erase() {
    this.#ask.hidden = true;
    this.#input.focus();
    const well = await this.#conversation.erase().then(() => true, () => false);
    if (well) this.#clear();
    this.#noteAndSay(well ? words.erased : words.notErased);
  }

  async #save() {
    const text = await this.#conversation.transcript().catch(() => "");
    if (!text) return this.#noteAndSay(words.notSaved);
    const href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    el("a", { href, download: words.fileName }).click();
    setTimeout(() => URL.revokeObjectURL(href), SPOKEN_FOR_MS);
  }

  #leave() {
    this.#conversation.leave();
    this.#clear();
    leavePage(this.#host.getAttribute("leave-url"));
  }

  // ---- Small things ----

  #clear() {
    this.#log.clear();
    this.#strip.clear();
    this.#asked = false;
    this.#waiting = 0;
    this.#stopThinking();
  }

  /** @param {"away" | "wait"} code @param {string} lead */
  #halt(code, lead) {
    this.#log.holdOpen();
    this.#stopThinking();
    if (this.#trouble === lead) return;
    const follow = this.#log.atEnd;
    this.#trouble = lead;
    this.#strip.trouble(lead);
    if (follow) this.#log.toEnd();
    this.#announce(`${lead} ${words.emergency}`);
    this.#tellPage("error", { code, message: lead });
  }

  #clearTrouble() {
    if (!this.#trouble) return;
    this.#trouble = "";
    this.#strip.trouble("");
    this.#log.releaseOpen();
  }

  #settle() {
    this.#waiting = Math.max(this.#waiting - 1, 0);
    if (this.#waiting) this.#think();
    else this.#stopThinking();
  }

  #think() {
    this.#stopThinking();
    const show = (/** @type {string} */ text) => {
      const follow = this.#log.atEnd;
      this.#log.thinking(text);
      if (follow) this.#log.toEnd();
    };
    this.#timers = [
      setTimeout(() => show(words.thinking), THINK_AFTER_MS),
      setTimeout(() => (show(words.slow), this.#announce(words.slow)), SLOW_AFTER_MS),
    ];
  }

  #stopThinking() {
    this.#timers.forEach(clearTimeout);
    this.#log.thinking("");
  }

  /** @param {Reply} reply */
  #speak(reply) {
    const choices = (reply.choices ?? []).map(({ title }) => title).join("; ");
    this.#announce(choices ? `${reply.text} ${words.choices} ${choices}` : reply.text);
  }

  /** Says it once to a screen reader. @param {string} text */
  #announce(text) {
    setTimeout(() => {
      const spoken = el("p", {}, text);
      this.#live.append(spoken);
      setTimeout(() => spoken.remove(), SPOKEN_FOR_MS);
    }, SPEAK_AFTER_MS);
  }

  /** @param {string} sentence */
  #noteAndSay(sentence) {
    this.#log.note(sentence);
    this.#log.toEnd();
    this.#announce(sentence);
  }

  /** @param {string} name @param {object} detail */
  #tellPage(name, detail) {
    this.#host.dispatchEvent(new CustomEvent(`faq-chat-${name}`, { detail }));
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

  // ---- The frame ----

  #build() {
    const inline = this.#isInline;
    const heading = this.#host.getAttribute("heading") || words.title;
    const shut = el("button", { type: "button", class: "icon-button", "aria-label": words.close }, icon("close"));
    shut.addEventListener("click", () => this.#host.removeAttribute("open"));
    const leave = el("button", { type: "button", class: "leave", title: words.leaveHint }, icon("leave"), words.leave);
    leave.addEventListener("click", () => this.#leave());
    const node = el(
      "section",
      { class: "panel", lang: "en", tabindex: -1, hidden: true, role: inline ? "region" : "dialog", "aria-label": heading },
      el("header", {}, el("h2", {}, heading), leave, inline ? null : shut),
      this.#log.node,
      this.#strip.node,
      this.#buildFoot(),
      this.#live,
    );
    node.addEventListener("keydown", (event) => this.#pressed(event));
    return node;
  }

  #buildFoot() {
    const form = el("form", {}, el("label", { for: "question" }, words.question),
      el("div", { class: "write" }, this.#input, el("button", { type: "submit", class: "send" }, icon("send"), words.send)));
    form.addEventListener("submit", (event) => (event.preventDefault(), this.#send()));
    this.#input.addEventListener("keydown", (event) => this.#typed(event));
    this.#input.addEventListener("input", () => this.#grow());
    const save = el("button", { type: "button", class: "tool", onclick: () => void this.#save() }, words.save);
    this.#fresh.addEventListener("click", () => this.#askFirst());
    this.#ask.append(
      el("p", {}, words.eraseAsk),
      el("button", { type: "button", class: "tool", onclick: () => this.#keepIt() }, words.keep),
      el("button", { type: "button", class: "tool strong", onclick: () => void this.#erase() }, words.erase),
    );
    const tools = el("div", { class: "tools" }, save, this.#fresh);
    return el("div", { class: "foot" }, this.#ask, form, el("p", { class: "privacy", id: "privacy" }, words.privacy), tools);
  }
}
