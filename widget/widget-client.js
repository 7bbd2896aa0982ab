// @ts-check
/** The conversation with the server (contract, section 3): what is sent when, once and in order. It knows nothing of the page. */

import { Outbox } from "./widget-outbox.js";
import { Pauses } from "./widget-pauses.js";
import { Store, Tabs, randomId } from "./widget-store.js";
import { Trouble, Wire } from "./widget-wire.js";

const TRIES_ON_ERROR = 4; // one message that the server chokes on must not hold up the next
const OTHER_TABS_MS = 120;

export class Conversation {
  #wire;
  #tell;
  #store;
  #tabs;
  #outbox;
  #pauses = new Pauses();
  /** The last seq drawn; 0 while the log holds entries whose seq is not known. */ #seen = 0;
  /** @type {"" | "start" | "restore"} */ #goal = "";
  #working = false;
  #away = false;
  #refusals = 0;
  #expiries = 0;
  #errors = 0;

  /** @param {string} base the channel's address @param {Chat.Listener} tell */
  constructor(base, tell) {
    this.#wire = new Wire(base);
    this.#tell = tell;
    this.#store = new Store(this.#wire.base);
    this.#outbox = new Outbox(this.#store);
    this.#tabs = new Tabs(this.#wire.base, (word) => this.#hear(word));
    addEventListener("online", () => this.#pauses.end());
    document.addEventListener("visibilitychange", () => this.hurry());
    addEventListener("offline", () => this.#goAway());
  }

  /** Takes up the conversation of this tab or of another one, or starts a new one. */
  async begin() {
    this.#outbox.read().forEach((message) => this.#tell.posted(message));
    this.#wire.token = this.#store.get("token");
    if (!this.#wire.token) {
      this.#tabs.say({ what: "who" });
      await new Promise((resolve) => setTimeout(resolve, OTHER_TABS_MS));
    }
    this.#aim(this.#wire.token ? "restore" : "start");
  }

  /** @param {{text: string} | {choice: string, title: string}} what */
  send(what) {
    this.sendAgain({ id: randomId(), ...what });
  }

  /** @param {Chat.Message} message goes under its own id, so that it is answered once */
  sendAgain(message) {
    this.#outbox.add(message);
    this.#tell.posted(message);
    this.#pauses.end();
    void this.#work();
  }

  /** Somebody is here and waits. */
  hurry() {
    this.#pauses.hurry();
  }

  /** @param {number} seq @param {boolean} helpful @param {string} [comment] */
  async feedback(seq, helpful, comment) {
    await this.#wire.call("POST", "feedback", { seq, helpful, comment });
  }

  async transcript() {
    return this.#wire.call("GET", "transcript");
  }

  /** Erases the conversation everywhere and starts a new one. */
  async erase() {
    await this.#wire.call("DELETE", "session").catch((error) => {
      if (![401, 404].includes(error.status)) throw error; // these are gone already
    });
    this.renew();
  }

  /** Leaves the conversation, which stays stored, and starts a new one. */
  renew() {
    this.#forget();
    this.#aim("start");
  }

  /** Erases it without waiting, for a person who leaves the page. */
  leave() {
    if (this.#wire.token) this.#wire.call("DELETE", "session").catch(() => {});
    this.#forget();
  }

  #forget() {
    this.#take("");
    this.#outbox.clear();
    this.#tabs.say({ what: "gone" });
  }

  // ---- One thing after the other, for as long as there is something to do ----

  /** @param {"start" | "restore"} goal */
  #aim(goal) {
    this.#goal = goal;
    void this.#work();
  }

  async #work() {
    if (this.#working) return;
    this.#working = true;
    while (this.#goal || this.#outbox.messages.length || this.#away) {
      await this.#step().then(
        () => this.#comeBack(),
        (error) => this.#cope(error instanceof Trouble ? error : new Trouble(0)),
      );
    }
    this.#working = false;
  }

  async #step() {
    const [message] = this.#outbox.messages;
    if (!this.#wire.token && (this.#goal || message)) await this.#start();
    else if (this.#goal) await this.#restore();
    else if (message) await this.#deliver(message);
    else await this.#wire.call("GET", "ready");
  }

  /** Where there is a conversation already, in which nobody has said anything, it brings no more than the greeting. */
  async #start() {
    const { token, replies } = await this.#wire.ask("POST", "session", {});
    if (!this.#wire.token) this.#take(token);
    this.#tabs.say({ what: "token", token: this.#wire.token });
    this.#goal = "";
    if (!this.#outbox.messages.length) this.#tell.greeting(replies);
  }

  async #restore() {
    const { messages } = await this.#wire.ask("GET", `messages?after=${this.#seen}`);
    if (!messages.length && !this.#seen) return this.#start(); // nothing to lose, and a greeting to gain
    this.#goal = "";
    this.#expiries = 0;
    this.#tell.history(messages, !this.#seen, this.#outbox.messages);
    this.#seen = messages.at(-1)?.seq ?? this.#seen;
  }

  /** @param {Chat.Message} message */
  async #deliver(message) {
    const { id, text, choice } = message;
    const token = this.#wire.token;
    const { seq, replies } = await this.#wire.ask("POST", "messages", choice ? { id, choice } : { id, text });
    if (token !== this.#wire.token) return; // erased meanwhile
    const first = seq - replies.length + 1; // within one turn the numbers run on
    /** @type {Chat.Entry[]} */
    const entries = replies.map((/** @type {Chat.Reply} */ reply, /** @type {number} */ i) => ({ seq: first + i, from: "bot", reply }));
    const missed = this.#tabs.heard && first - 1 > this.#seen + 1; // another tab wrote in between
    this.#drop();
    this.#expiries = 0;
    this.#tell.answered(message, entries.filter((entry) => entry.seq > this.#seen), first - 1 <= this.#seen);
    this.#seen = missed ? 0 : Math.max(seq, this.#seen);
    if (missed) this.#goal = "restore";
    this.#tabs.say({ what: "changed" });
  }

  // ---- When it does not go well ----

  /** @param {Trouble} trouble */
  async #cope({ status, message: sentence, seconds }) {
    const message = this.#wire.token && !this.#goal ? this.#outbox.messages[0] : undefined;
    if (status === 401) {
      this.#expire();
      if (this.#expiries++ < 2) return; // after that something is wrong with the server: go on, but slowly
    } else if (status === 429) {
      this.#tell.wait(seconds);
      this.#away = true;
      return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    } else if (message && status >= 400 && status < 500) {
      return this.#refuse(message, sentence, false);
    } else if (message && status === 500 && ++this.#errors >= TRIES_ON_ERROR) {
      return this.#refuse(message, sentence, true);
    }
    const refused = !status && (await this.#wire.isThere());
    if (refused && !this.#refusals++) return; // it may have come back just now
    this.#goAway(refused);
    await this.#pauses.next();
  }

  #expire() {
    this.#take("");
    this.#goal = "start";
    this.#outbox.putInWords();
    this.#tell.expired();
  }

  /** @param {Chat.Message} message @param {string} sentence @param {boolean} mayRetry */
  #refuse(message, sentence, mayRetry) {
    this.#drop();
    this.#comeBack();
    this.#tell.refused(message, sentence, mayRetry);
  }

  /** @param {boolean} [refused] */
  #goAway(refused = false) {
    this.#away = true;
    this.#tell.away(refused);
    void this.#work();
  }

  #comeBack() {
    this.#refusals = 0;
    this.#pauses.reset();
    if (this.#away) this.#tell.back();
    this.#away = false;
  }

  // ---- Token, other tabs ----

  /** @param {string} token */
  #take(token) {
    this.#wire.token = token;
    this.#seen = 0;
    this.#store.set("token", token);
  }

  #drop() {
    this.#outbox.drop();
    this.#errors = 0;
  }

  /** @param {Chat.Word} word */
  #hear({ what, token }) {
    if (what === "token" && token && !this.#wire.token) this.#take(token);
    if (!this.#wire.token) return;
    if (what === "who") this.#tabs.say({ what: "token", token: this.#wire.token });
    if (what === "changed") this.#aim("restore");
    if (what === "gone") {
      this.#take("");
      this.#outbox.clear();
      this.#tell.gone();
    }
  }
}
