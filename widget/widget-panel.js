// @ts-check
/** The chat itself: its frame, and what happens when the conversation speaks. */

import { Conversation } from "./widget-client.js";
import { el } from "./widget-draw.js";
import { Foot } from "./widget-foot.js";
import { drawFrame, leaveOn, leavePage, Modal } from "./widget-frame.js";
import { Log } from "./widget-log.js";
import { Outage } from "./widget-outage.js";
import { Strip } from "./widget-strip.js";
import { sheet } from "./widget-style.js";
import { Voice } from "./widget-voice.js";
import { Waiting } from "./widget-waiting.js";
import { words } from "./widget-words.js";

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
  #log = new Log({
    choose: ({ id, title }) => this.#send({ choice: id, title }, title),
    rate: (seq, helpful, comment) => this.#conversation.feedback(seq, helpful, comment),
    sendAgain: (message) => this.#conversation.sendAgain(message),
    announce: (text) => this.#voice.say(text),
  });
  #strip = new Strip(() => this.#foot.focus());
  #voice = new Voice();
  #foot = new Foot({
    send: (text) => this.#send({ text }, text),
    hurry: () => this.#conversation.hurry(),
    save: () => this.#save(),
    renew: () => this.#renew(),
    erase: () => this.#erase(),
  });
  #waiting = new Waiting((text) => this.#log.thinking(text), (text) => this.#voice.say(text));
  #outage = new Outage({
    show: (lead) => this.#strip.trouble(lead),
    hold: (state) => this.#log.hold(state),
    announce: (text) => this.#voice.say(text),
    tellPage: (name, detail) => this.#tellPage(name, detail),
  });
  #node;
  #modal;

  /** @param {HTMLElement} host @param {ShadowRoot} root @param {string} base the channel's address */
  constructor(host, root, base) {
    this.#host = host;
    this.#conversation = new Conversation(base, this);
    root.adoptedStyleSheets.push(sheet);
    this.#node = drawFrame(
      host,
      { leave: () => this.#leave(), close: () => host.removeAttribute("open"), press: (event) => this.#pressed(event) },
      [this.#log.node, this.#strip.node, this.#foot.node, this.#voice.node],
    );
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
      this.#waiting.begin(words.opening);
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
    this.#outage.end();
    this.#waiting.end();
    if (words.note) this.#noteAndSay(words.note);
    const text = this.#host.getAttribute("greeting"); // the site's own words for the bot's
    const shown = text ? replies.map((reply) => ({ ...reply, text, blocks: [] })) : replies;
    const [item] = shown.map((reply) => this.#log.reply(reply));
    if (item) this.#log.showNew(item);
    for (const reply of shown) this.#voice.read(reply);
  }

  /** @param {Chat.Entry[]} entries @param {boolean} whole @param {Chat.Message[]} outbox */
  history(entries, whole, outbox) {
    this.#outage.end();
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
    this.#waiting.add();
    this.#log.posted(message);
    if (this.#outage.lasts) this.#outage.hold();
    else this.#waiting.begin();
  }

  /** @param {Chat.Message} message @param {Chat.Entry[]} entries @param {boolean} repeated */
  answered(message, entries, repeated) {
    this.#outage.end();
    const items = this.#log.answered(message, entries, repeated);
    this.#waiting.settle();
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
    this.#waiting.settle();
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
    if (!this.#outage.lasts) return; // an answer has said so already
    this.#outage.end();
    if (this.#waiting.lasts) this.#waiting.begin();
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

  /** @param {{text: string} | {choice: string, title: string}} what @param {string} text */
  #send(what, text) {
    this.#conversation.send(what);
    this.#tellPage("message", { text });
  }

  #renew() {
    this.#clear();
    this.#waiting.begin(words.opening);
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
    this.#waiting.forget();
  }

  /** @param {string} code @param {string} why @param {string} [holding] */
  #halt(code, why, holding) {
    this.#waiting.end();
    this.#outage.begin(code, why, holding);
  }

  /** @param {string} sentence */
  #noteAndSay(sentence) {
    this.#voice.say(sentence);
    this.#log.note(sentence);
  }

  /** @param {string} name @param {object} detail */
  #tellPage(name, detail) {
    this.#host.dispatchEvent(new CustomEvent(`faq-chat-${name}`, { detail }));
  }
}
