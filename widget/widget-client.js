// @ts-check
/** The conversation with the server (contract, section 3): token, outbox, patience. It knows nothing of the page. */

import { Store, Tabs, randomId } from "./widget-store.js";

const PATIENCE_MS = 20_000; // an answer takes well under a second; after this the line is taken for dead
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;
const TRIES_ON_ERROR = 4; // one message that the server chokes on must not hold up the next
const OTHER_TABS_MS = 120;

/** What came back in place of an answer. Status 0: nothing came back. */
class Trouble extends Error {
  /** @param {number} status @param {string} [sentence] @param {number} [seconds] */
  constructor(status, sentence = "", seconds = 0) {
    super(sentence);
    this.status = status;
    this.seconds = seconds;
  }
}

export class Conversation {
  #base;
  #tell;
  #store;
  #tabs;
  #token = "";
  /** @type {Chat.Message[]} */ #outbox = [];
  /** The last seq drawn; 0 while the log holds entries whose seq is not known. */ #seen = 0;
  /** @type {"" | "start" | "restore"} */ #goal = "";
  #working = false;
  #away = false;
  #failures = 0;
  #expiries = 0;
  #errors = 0;
  #wake = () => {};

  /** @param {string} base the channel's address @param {Chat.Listener} tell */
  constructor(base, tell) {
    this.#base = base.replace(/\/?$/, "/");
    this.#tell = tell;
    this.#store = new Store(this.#base);
    this.#tabs = new Tabs(this.#base, (word) => this.#hear(word));
    addEventListener("online", () => this.#wake());
    addEventListener("offline", () => this.#goAway());
  }

  /** Takes up the conversation of this tab or of another one, or starts a new one. */
  async begin() {
    this.#outbox = readOutbox(this.#store.get("outbox"));
    this.#token = this.#store.get("token");
    if (!this.#token) {
      this.#tabs.say({ what: "who" });
      await new Promise((resolve) => setTimeout(resolve, OTHER_TABS_MS));
    }
    this.#aim(this.#token ? "restore" : "start");
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

  /** @param {number} seq @param {boolean} helpful @param {string} [comment] */
  async feedback(seq, helpful, comment) {
    await this.#call("POST", "feedback", { seq, helpful, comment });
  }

  async transcript() {
    return (await this.#call("GET", "transcript")).text();
  }

  /** Erases the conversation everywhere and starts a new one. */
  async erase() {
    await this.#call("DELETE", "session").catch((error) => {
      if (![401, 404].includes(error.status)) throw error; // these are gone already
    });
    this.#forget();
    this.#aim("start");
  }

  /** Erases it without waiting, for a person who leaves the page. */
  leave() {
    if (this.#token) this.#call("DELETE", "session").catch(() => {});
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
    if (!this.#token && (this.#goal || message)) await this.#start();
    else if (this.#goal) await this.#restore();
    else if (message) await this.#deliver(message);
    else await this.#call("GET", "ready");
  }

  async #start() {
    const { token, replies } = await this.#ask("POST", "session", {});
    this.#take(token);
    this.#goal = "";
    if (!this.#outbox.length) this.#tell.greeting(replies);
  }

  async #restore() {
    const { messages } = await this.#ask("GET", `messages?after=${this.#seen}`);
    if (!messages.length && !this.#seen) return this.#start(); // nothing to lose, and a greeting to gain
    this.#goal = "";
    this.#expiries = 0;
    this.#tell.history(messages, !this.#seen, this.#outbox);
    this.#seen = messages.at(-1)?.seq ?? this.#seen;
  }

  /** @param {Chat.Message} message */
  async #deliver(message) {
    const { id, text, choice } = message;
    const token = this.#token;
    const { seq, replies } = await this.#ask("POST", "messages", choice ? { id, choice } : { id, text });
    if (token !== this.#token) return; // erased meanwhile
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
    const message = this.#token && !this.#goal ? this.#outbox[0] : undefined;
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
    this.#goAway();
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

  #goAway() {
    this.#away = true;
    this.#tell.away();
    void this.#work();
  }

  #comeBack() {
    this.#failures = 0;
    if (this.#away) this.#tell.back();
    this.#away = false;
  }

  /** Ends early when there is reason to hope. @param {number} ms @returns {Promise<void>} */
  #pause(ms) {
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, ms);
    });
  }

  // ---- Token, outbox, other tabs, wire ----

  /** @param {string} token */
  #take(token) {
    this.#token = token;
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
    if (what === "token" && token && !this.#token) this.#take(token);
    if (!this.#token) return;
    if (what === "who") this.#tabs.say({ what: "token", token: this.#token });
    if (what === "changed") this.#aim("restore");
    if (what === "gone") {
      this.#take("");
      this.#keep([]);
      this.#tell.gone();
    }
  }

  /** @param {string} method @param {string} path @param {object} [body] */
  async #ask(method, path, body) {
    return (await this.#call(method, path, body)).json();
  }

  /**
   * @param {string} method @param {string} path @param {object} [body]
   * @returns {Promise<Response>} a good one; anything else is thrown as Trouble
   */
  async #call(method, path, body) {
    /** @type {Record<string, string>} */ const headers = {};
    if (body) headers["Content-Type"] = "application/json";
    if (this.#token) headers.Authorization = `Bearer ${this.#token}`;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
    try {
      const response = await fetch(this.#base + path, {
        method,
        headers,
        body: body && JSON.stringify(body),
        keepalive: method === "DELETE", // outlives the page
        signal: stop.signal,
        cache: "no-store",
        credentials: "omit",
      });
      if (!response.ok) throw await troubleOf(response);
      return response;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @param {Response} response */
async function troubleOf(response) {
  const seconds = Math.min(Math.max(Number(response.headers.get("Retry-After")) || 5, 1), 300);
  const body = await response.json().catch(() => null);
  return new Trouble(response.status, body?.error?.message, seconds);
}

/** @param {string} kept @returns {Chat.Message[]} */
function readOutbox(kept) {
  try {
    return JSON.parse(kept || "[]");
  } catch {
    return [];
  }
}
