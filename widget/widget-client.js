// @ts-check
/** The conversation with the server (contract, section 3): what is sent when, once and in order. It knows nothing of the page. */

import { Store, Tabs, randomId } from "./widget-store.js";
import { Trouble, Wire } from "./widget-wire.js";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;
const TRIES_ON_ERROR = 4; // one message that the server chokes on must not hold up the next
const OTHER_TABS_MS = 120;

export class Conversation {
  #wire;
  #tell;
  #store;
  #tabs;
  /** @type {Chat.Message[]} */ #outbox = [];
  /** The last seq drawn; 0 while the log holds entries whose seq is not known. */ #seen = 0;
  /** @type {"" | "start" | "restore"} */ #goal = "";
  #working = false;
  #away = false;
  #pausedAt = 0;
  #failures = 0;
  #refusals = 0;
  #expiries = 0;
  #errors = 0;
  #wake = () => {};

  /** @param {string} base the channel's address @param {Chat.Listener} tell */
  constructor(base, tell) {
    this.#wire = new Wire(base);
    this.#tell = tell;
    this.#store = new Store(this.#wire.base);
    this.#tabs = new Tabs(this.#wire.base, (word) => this.#hear(word));
    addEventListener("online", () => this.#wake());
    document.addEventListener("visibilitychange", () => this.hurry());
    addEventListener("offline", () => this.#goAway());
  }

  /** Takes up the conversation of this tab or of another one, or starts a new one. */
  async begin() {
    this.#outbox = readOutbox(this.#store.get("outbox"));
    this.#outbox.forEach((message) => this.#tell.posted(message));
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
    this.#keep([...this.#outbox, message]);
    this.#tell.posted(message);
    this.#wake();
    void this.#work();
  }

  /** Somebody is here and waits: tries again soon, however long the outage has lasted. */
  hurry() {
    if (performance.now() - this.#pausedAt > FIRST_PAUSE_MS) this.#wake();
  }

  /** @param {number} seq @param {boolean} helpful @param {string} [comment] */
  async feedback(seq, helpful, comment) {
    await this.#wire.call("POST", "feedback", { seq, helpful, comment });
  }

  async transcript() {
    return (await this.#wire.call("GET", "transcript")).text();
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
    this.#keep([]);
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
    while (this.#goal || this.#outbox.length || this.#away) {
      await this.#step().then(
        () => this.#comeBack(),
        (error) => this.#cope(error instanceof Trouble ? error : new Trouble(0)),
      );
    }
    this.#working = false;
  }

  async #step() {
    const [message] = this.#outbox;
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
    if (!this.#outbox.length) this.#tell.greeting(replies);
  }

  async #restore() {
    const { messages } = await this.#wire.ask("GET", `messages?after=${this.#seen}`);
    if (!messages.length && !this.#seen) return this.#start(); // nothing to lose, and a greeting to gain
    this.#goal = "";
    this.#expiries = 0;
    this.#tell.history(messages, !this.#seen, this.#outbox);
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
    const message = this.#wire.token && !this.#goal ? this.#outbox[0] : undefined;
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
    await this.#pause(Math.min(FIRST_PAUSE_MS * 2 ** this.#failures++, LONGEST_PAUSE_MS));
  }

  #expire() {
    this.#take("");
    this.#goal = "start";
    // A choice is good only in its own conversation; its words are good in any.
    this.#keep(this.#outbox.map(({ id, text, title }) => ({ id, text: text ?? title })));
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
    this.#failures = this.#refusals = 0;
    if (this.#away) this.#tell.back();
    this.#away = false;
  }

  /** Ends early when there is reason to hope. @param {number} ms @returns {Promise<void>} */
  #pause(ms) {
    this.#pausedAt = performance.now();
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, ms);
    });
  }

  // ---- Token, outbox, other tabs ----

  /** @param {string} token */
  #take(token) {
    this.#wire.token = token;
    this.#seen = 0;
    this.#store.set("token", token);
  }

  /** @param {Chat.Message[]} outbox */
  #keep(outbox) {
    this.#outbox = outbox;
    this.#store.set("outbox", outbox.length ? JSON.stringify(outbox) : "");
  }

  #drop() {
    this.#keep(this.#outbox.slice(1));
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
      this.#keep([]);
      this.#tell.gone();
    }
  }
}

/** @param {string} kept @returns {Chat.Message[]} */
function readOutbox(kept) {
  try {
    return JSON.parse(kept || "[]");
  } catch {
    return [];
  }
}
