// @ts-check
/** The chat itself: its frame, the input, and what happens when the conversation speaks. */

import { Conversation } from "./widget-client.js";
import { el, icon } from "./widget-draw.js";
import { leaveOn, leavePage, Modal } from "./widget-frame.js";
import { Log } from "./widget-log.js";
import { Strip } from "./widget-strip.js";
import { sheet } from "./widget-style.js";
import { words } from "./widget-words.js";

const SPEAK_AFTER_MS = 250; // screen readers drop what coincides with a move of the focus
const SPOKEN_FOR_MS = 2_000; // long enough to be taken up, short enough not to be met again while browsing
const THINK_AFTER_MS = 300; // most answers are there before
const SLOW_AFTER_MS = 5_000;

/** The chat in the shadow root of <faq-chat>. @implements {Chat.Listener} */
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
  #live = el("div", { class: "heard", role: "status" });
  #input = el("textarea", { id: "question", rows: 1, enterkeyhint: "send", autocomplete: "off", "aria-describedby": "privacy" });
  #fresh = tool(words.fresh, () => this.#askFirst());
  #sure = el("div", { class: "sure", role: "group", "aria-label": words.eraseAsk, hidden: true });
  #node;
  #modal;

  /** @param {HTMLElement} host @param {ShadowRoot} root @param {string} base the channel's address */
  constructor(host, root, base) {
    this.#host = host;
    this.#conversation = new Conversation(base, this);
    root.adoptedStyleSheets.push(sheet);
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

  /** @param {Chat.Reply[]} replies */
  greeting(replies) {
    this.#clearTrouble();
    const [item] = replies.map((reply) => this.#log.reply(reply));
    if (item) this.#log.showNew(item);
    for (const reply of replies) this.#speak(reply);
  }

  /** @param {Chat.Entry[]} entries @param {boolean} whole @param {Chat.Message[]} outbox */
  history(entries, whole, outbox) {
    this.#clearTrouble();
    if (whole) this.#clear();
    for (const { from, seq, text, reply } of entries) {
      if (from === "user") this.#log.question(text ?? "");
      this.#asked ||= from === "user";
      if (reply) this.#strip.note(reply, this.#log.reply(reply, this.#asked ? seq : 0));
    }
    if (whole) for (const message of outbox) this.posted(message);
    this.#log.toEnd();
  }

  /** @param {Chat.Message} message */
  posted(message) {
    this.#asked = true;
    this.#waiting++;
    this.#log.posted(message);
    if (this.#trouble) this.#log.hold(true);
    else this.#think();
    this.#tellPage("message", { text: message.title ?? message.text });
  }

  /** @param {Chat.Message} message @param {Chat.Entry[]} entries @param {boolean} repeated */
  answered(message, entries, repeated) {
    this.#clearTrouble();
    const items = this.#log.answered(message, entries, repeated);
    this.#settle();
    if (items[0]) this.#log.showNew(items[0]);
    entries.forEach(({ reply, seq }, i) => {
      const item = items[i];
      if (!reply || !item) return;
      this.#strip.note(reply, item);
      this.#speak(reply);
      this.#tellPage("reply", { seq, reply });
    });
  }

  /** @param {Chat.Message} message @param {string} sentence @param {boolean} mayRetry */
  refused(message, sentence, mayRetry) {
    const why = sentence || words.failed;
    this.#log.refused(message, why, mayRetry);
    this.#settle();
    if (!mayRetry && !this.#input.value) this.#fill(message.text ?? "");
    this.#announce(why);
    this.#tellPage("error", { code: "refused", message: why });
  }

  away() {
    this.#halt("away", `${navigator.onLine ? words.away : words.offline} ${words.kept}`);
  }

  /** @param {number} seconds */
  wait(seconds) {
    this.#halt("wait", words.wait(seconds));
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
    this.#noteAndSay(words.expired);
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
  #pressed({ key, isComposing }) {
    if (key !== "Escape" || isComposing) return;
    if (!this.#sure.hidden) this.#keepIt();
    else if (!this.#isInline) this.#host.removeAttribute("open");
  }

  #askFirst() {
    this.#sure.hidden = false;
    this.#sure.querySelector("button")?.focus();
  }

  #keepIt() {
    this.#sure.hidden = true;
    this.#fresh.focus();
  }

  async #erase() {
    this.#sure.hidden = true;
    this.#input.focus();
    const well = await this.#conversation.erase().then(() => true, () => false);
    if (well) this.#clear();
    this.#noteAndSay(well ? words.erased : words.notErased);
  }

  async #save() {
    const text = await this.#conversation.transcript().catch(() => "");
    if (!text) return this.#noteAndSay(words.notSaved);
    const href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
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

  /** @param {string} code @param {string} why */
  #halt(code, why) {
    this.#log.hold(true);
    this.#stopThinking();
    if (this.#trouble === why) return;
    this.#trouble = why;
    this.#strip.trouble(`${why} ${words.danger}`);
    this.#announce(`${why} ${words.danger} ${words.emergency}`);
    this.#tellPage("error", { code, message: why });
  }

  #clearTrouble() {
    this.#trouble = "";
    this.#strip.trouble("");
    this.#log.hold(false);
  }

  #settle() {
    this.#waiting = Math.max(this.#waiting - 1, 0);
    this.#log.settle();
    if (this.#waiting) this.#think();
    else this.#stopThinking();
  }

  #think() {
    this.#stopThinking();
    this.#timers = [
      setTimeout(() => this.#log.thinking(words.thinking), THINK_AFTER_MS),
      setTimeout(() => (this.#log.thinking(words.slow), this.#announce(words.slow)), SLOW_AFTER_MS),
    ];
  }

  #stopThinking() {
    this.#timers.forEach(clearTimeout);
    this.#log.thinking("");
  }

  /** @param {Chat.Reply} reply */
  #speak({ text, choices = [] }) {
    this.#announce(choices.length ? `${text} ${words.choices} ${choices.map(({ title }) => title).join("; ")}` : text);
  }

  /** Says it once to a screen reader. @param {string} text */
  #announce(text) {
    const spoken = el("p", {}, text);
    setTimeout(() => this.#live.append(spoken), SPEAK_AFTER_MS);
    setTimeout(() => spoken.remove(), SPEAK_AFTER_MS + SPOKEN_FOR_MS);
  }

  /** @param {string} sentence */
  #noteAndSay(sentence) {
    this.#log.note(sentence);
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
    const heading = this.#host.getAttribute("heading") || words.title;
    const close = () => this.#host.removeAttribute("open");
    return el(
      "section",
      {
        class: "panel",
        lang: "en",
        tabindex: -1,
        hidden: true,
        role: this.#isInline ? "region" : "dialog",
        "aria-label": heading,
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.#pressed(event),
      },
      el(
        "div",
        { class: "top" }, // no <header>: in a dialog it would be a second banner of the page
        el("h2", {}, heading),
        el("button", { class: "leave", title: words.leaveHint, onclick: () => this.#leave() }, icon("leave"), words.leave),
        this.#isInline ? "" : el("button", { class: "icon-button", "aria-label": words.close, onclick: close }, icon("close")),
      ),
      this.#log.node,
      this.#strip.node,
      this.#buildFoot(),
      this.#live,
    );
  }

  #buildFoot() {
    const send = (/** @type {Event} */ event) => (event.preventDefault(), this.#send());
    this.#input.addEventListener("input", () => this.#grow());
    this.#input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
    });
    this.#sure.append(
      el("p", {}, words.eraseAsk),
      tool(words.keep, () => this.#keepIt()),
      el("button", { class: "main", onclick: () => this.#erase() }, words.erase),
    );
    return el(
      "div",
      { class: "foot" },
      this.#sure,
      el(
        "form",
        { onsubmit: send },
        el("label", { for: "question" }, words.question),
        el("div", { class: "write" }, this.#input, el("button", { class: "main send" }, icon("send"), words.send)),
      ),
      el("p", { class: "privacy", id: "privacy" }, words.privacy),
      el("div", { class: "tools" }, tool(words.save, () => this.#save()), this.#fresh),
    );
  }
}

/** @param {string} label @param {() => void} onclick */
function tool(label, onclick) {
  return el("button", { class: "tool", onclick }, label);
}
