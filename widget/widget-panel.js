// @ts-check
/** The chat itself: its frame, and what happens when the conversation speaks. */

import { Conversation } from "./widget-client.js";
import { el, icon } from "./widget-draw.js";
import { Foot } from "./widget-foot.js";
import { leaveOn, leavePage, Modal } from "./widget-frame.js";
import { Log } from "./widget-log.js";
import { Strip } from "./widget-strip.js";
import { sheet } from "./widget-style.js";
import { Voice } from "./widget-voice.js";
import { words } from "./widget-words.js";

const THINK_AFTER_MS = 300; // most answers are there before
const SLOW_AFTER_MS = 5_000;
const SAVED_AFTER_MS = 2_000; // a browser has taken up the file by then

/**
 * The chat in the shadow root of <faq-chat>, in the language of the page.
 * @param {HTMLElement} host @param {ShadowRoot} root @param {string} base @param {"en" | "es"} lang
 */
export async function draw(host, root, base, lang) {
  if (lang === "es") Object.assign(words, (await import("./widget-words-es.js")).words);
  return new Panel(host, root, base);
}

/** What is in the frame, and what the conversation tells it. @implements {Chat.Listener} */
export class Panel {
  #host;
  #conversation;
  #begun = false;
  #asked = false; // before the first question there is nothing to rate
  #waiting = 0;
  #trouble = "";
  #holding = ""; // what is said of questions that cannot be sent now
  /** @type {ReturnType<typeof setTimeout>[]} */ #timers = [];
  #log = new Log({
    choose: ({ id, title }) => this.#conversation.send({ choice: id, title }),
    rate: (seq, helpful, comment) => this.#conversation.feedback(seq, helpful, comment),
    sendAgain: (message) => this.#conversation.sendAgain(message),
    announce: (text) => this.#voice.say(text),
  });
  #strip = new Strip(() => this.#foot.focus());
  #voice = new Voice();
  #foot = new Foot({
    send: (text) => this.#conversation.send({ text }),
    hurry: () => this.#conversation.hurry(),
    save: () => this.#save(),
    renew: () => this.#renew(),
    erase: () => this.#erase(),
  });
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
    if (!this.#begun) {
      this.#begun = true;
      this.#think(words.opening);
      void this.#conversation.begin();
    }
    if (focus) (matchMedia("(pointer: coarse)").matches ? this.#node : this.#foot).focus(); // no keyboard over the greeting
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
    this.#stopThinking();
    const note = words.note && this.#noteAndSay(words.note);
    const text = this.#host.getAttribute("greeting"); // the site's own words for the bot's
    const [item] = replies.map((reply) => this.#log.reply(text ? { ...reply, text, blocks: [] } : reply));
    if (item) this.#log.showNew(note || item);
    for (const reply of replies) this.#voice.read(text ? { ...reply, text } : reply);
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
    if (this.#trouble) this.#log.hold(this.#holding);
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
      this.#voice.read(reply);
      this.#tellPage("reply", { seq, reply });
    });
  }

  /** @param {Chat.Message} message @param {string} sentence @param {boolean} mayRetry */
  refused(message, sentence, mayRetry) {
    const why = sentence || words.failed;
    this.#log.refused(message, why, mayRetry);
    this.#settle();
    if (!mayRetry) this.#foot.giveBack(message.text ?? "");
    this.#voice.say(why);
    this.#tellPage("error", { code: "refused", message: why });
  }

  /** @param {boolean} refused */
  away(refused) {
    if (refused) this.#halt("origin_not_allowed", words.refused, words.notSent);
    else this.#halt("away", `${navigator.onLine ? words.away : words.offline} ${words.kept}`);
  }

  /** @param {number} seconds */
  wait(seconds) {
    this.#halt("wait", words.wait(seconds));
  }

  back() {
    if (!this.#trouble) return; // an answer has said so already
    this.#clearTrouble();
    if (this.#waiting) this.#think();
    else this.#voice.say(words.back);
  }

  expired() {
    this.#log.retire();
    this.#strip.clear();
    this.#noteAndSay(words.expired);
  }

  gone() {
    this.#clear();
    this.#log.note(words.gone);
  }

  // ---- What the person does ----

  /** @param {KeyboardEvent} event */
  #pressed({ key, isComposing }) {
    if (key !== "Escape" || isComposing) return;
    if (!this.#foot.dismiss() && !this.#isInline) this.#host.removeAttribute("open");
  }

  #renew() {
    this.#clear();
    this.#think(words.opening);
    this.#conversation.renew();
  }

  async #erase() {
    const well = await this.#conversation.erase().then(() => true, () => false);
    if (well) this.#clear();
    this.#noteAndSay(well ? words.erased : words.notErased);
  }

  async #save() {
    const text = await this.#conversation.transcript().catch(() => "");
    if (!text) return void this.#noteAndSay(words.notSaved);
    const href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    el("a", { href, download: words.fileName }).click();
    setTimeout(() => URL.revokeObjectURL(href), SAVED_AFTER_MS);
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
  #halt(code, why, holding = words.waiting) {
    this.#holding = holding;
    this.#log.hold(holding);
    this.#stopThinking();
    if (this.#trouble === why) return;
    this.#trouble = why;
    this.#strip.trouble(`${why} ${words.danger}`);
    this.#voice.say(`${why} ${words.danger} ${words.emergency}`);
    this.#tellPage("error", { code, message: why });
  }

  #clearTrouble() {
    this.#trouble = "";
    this.#strip.trouble("");
    this.#log.hold("");
  }

  #settle() {
    this.#waiting = Math.max(this.#waiting - 1, 0);
    this.#log.settle();
    if (this.#waiting) this.#think();
    else this.#stopThinking();
  }

  #think(text = words.thinking) {
    this.#stopThinking();
    this.#timers = [
      setTimeout(() => this.#log.thinking(text), THINK_AFTER_MS),
      setTimeout(() => (this.#log.thinking(words.slow), this.#voice.say(words.slow)), SLOW_AFTER_MS),
    ];
  }

  #stopThinking() {
    this.#timers.forEach(clearTimeout);
    this.#log.thinking("");
  }

  /** @param {string} sentence */
  #noteAndSay(sentence) {
    this.#voice.say(sentence);
    return this.#log.note(sentence);
  }

  /** @param {string} name @param {object} detail */
  #tellPage(name, detail) {
    this.#host.dispatchEvent(new CustomEvent(`faq-chat-${name}`, { detail }));
  }

  // ---- The frame ----

  #build() {
    const heading = this.#host.getAttribute("heading") || words.title;
    const close = () => this.#host.removeAttribute("open");
    return el(
      "section",
      {
        class: "panel",
        lang: words.lang,
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
      this.#foot.node,
      this.#voice.node,
    );
  }
}
