// @ts-check
/** The conversation with the server (contract, section 3): token, outbox, patience. It knows nothing of the page. */

import { Store, Tabs, randomId } from "./widget-store.js";

/**
 * @typedef {import("./widget-draw.js").Reply} Reply
 * @typedef {{id: string, text?: string, choice?: string, title?: string}} Message `title` is what stands on the choice
 * @typedef {{seq: number, from: "user" | "bot", text?: string, reply?: Reply, at?: string}} Entry
 *
 * @typedef {object} Listener
 * @property {(replies: Reply[]) => void} greeting
 * @property {(entries: Entry[], whole: boolean, outbox: Message[]) => void} history
 * @property {(message: Message) => void} posted
 * @property {(message: Message, entries: Entry[], repeated: boolean) => void} answered `repeated`: the log has the question
 * @property {(message: Message, sentence: string, mayRetry: boolean) => void} refused
 * @property {() => void} away
 * @property {() => void} back
 * @property {(seconds: number) => void} wait
 * @property {() => void} expired
 * @property {() => void} gone
 */

const PATIENCE_MS = 20_000; // an answer takes well under a second; after this the line is taken for dead
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;
const TRIES_ON_SERVER_ERROR = 4; // one message that the server chokes on must not hold up the next
const WAIT_FOR_OTHER_TABS_MS = 120;

/** What came back in place of an answer. Status 0: nothing came back. */
class Trouble extends Error {
  /** @param {number} status @param {string} sentence @param {number} [seconds] */
  constructor(status, sentence, seconds = 0) {
    super(sentence);
    this.status = status;
    this.seconds = seconds;
  }
}

/** One person's conversation. */
export class Conversation {
  #base;
  #tell;
  #store;
  #tabs;
  /** @type {string | null} */ #token = null;
  /** @type {Message[]} */ #outbox = [];
  /** @type {number | null} the last seq drawn; null when the log holds entries whose seq is not known */ #seen = null;
  /** @type {"rest" | "start" | "restore"} */ #goal = "rest";
  #working = false;
  #away = false;
  #failures = 0;
  #expiries = 0;
  /** @type {Map<string, number>} server errors by message id */ #errors = new Map();
  /** @type {(() => void) | undefined} */ #wake;

  /** @param {string} base @param {Listener} tell */
  constructor(base, tell) {
    this.#base = base.endsWith("/") ? base : `${base}/`;
    this.#tell = tell;
    this.#store = new Store(this.#base);
    this.#tabs = new Tabs(this.#base, (word) => this.#hear(word));
    addEventListener("online", () => this.#wake?.());
    addEventListener("offline", () => this.#goAway());
  }

  /** Takes up the conversation of this tab or of another one, or starts a new one. */
  async begin() {
    this.#outbox = readOutbox(this.#store.get("outbox"));
    this.#token = this.#store.get("token");
    if (!this.#token) await this.#askOtherTabs();
    this.#goal = this.#token ? "restore" : "start";
    void this.#work();
  }

  /** @param {{text: string} | {choice: string, title: string}} what */
  send(what) {
    const message = { id: randomId(), ...what };
    this.#outbox.push(message);
    this.#keep();
    this.#tell.posted(message);
    this.#wake?.();
    void this.#work();
  }

  /** Sends again, under its own id, what could not be sent. @param {Message} message */
  sendAgain(message) {
    this.#errors.delete(message.id);
    this.#outbox.push(message);
    this.#keep();
    this.#tell.posted(message);
    void this.#work();
  }

  /** @param {number} seq @param {boolean} helpful @param {string} [comment] */
  async feedback(seq, helpful, comment) {
    await this.#call("POST", "feedback", { seq, helpful, ...(comment ? { comment } : {}) });
  }

  /** The conversation as plain text. */
  async transcript() {
    return (await this.#call("GET", "transcript")).text();
  }

  /** Erases the conversation everywhere and starts a new one. */
  async erase() {
    if (this.#token) await this.#call("DELETE", "session").catch(unlessGone);
    this.#forget();
    this.#goal = "start";
    void this.#work();
  }

  /** Erases the conversation without waiting, for a person who leaves the page. */
  leave() {
    if (this.#token) void this.#call("DELETE", "session", undefined, true).catch(() => undefined);
    this.#forget();
  }

  #forget() {
    this.#take(null);
    this.#outbox = [];
    this.#keep();
    this.#tabs.say({ what: "gone" });
  }

  // ---- One thing after the other, for as long as there is something to do ----

  async #work() {
    if (this.#working) return;
    this.#working = true;
    while (this.#goal !== "rest" || this.#outbox.length || this.#away) {
      try {
        await this.#step();
        this.#comeBack();
      } catch (error) {
        await this.#cope(error instanceof Trouble ? error : new Trouble(0, String(error)));
      }
    }
    this.#working = false;
  }

  async #step() {
    if (this.#goal === "restore" && this.#token) return this.#restore();
    if (!this.#token && (this.#goal !== "rest" || this.#outbox.length)) return this.#start();
    this.#goal = "rest";
    const message = this.#outbox[0];
    if (message) return this.#deliver(message);
    await this.#call("GET", "ready");
  }

  async #start() {
    const answer = await (await this.#call("POST", "session", {})).json();
    this.#take(answer.token);
    this.#goal = "rest";
    if (!this.#outbox.length) this.#tell.greeting(answer.replies ?? []);
  }

  async #restore() {
    const after = this.#seen ?? 0;
    const { messages } = await (await this.#call("GET", `messages?after=${after}`)).json();
    this.#goal = "rest";
    this.#expiries = 0;
    this.#tell.history(messages, this.#seen === null, this.#outbox);
    this.#seen = messages.at(-1)?.seq ?? this.#seen;
  }

  /** @param {Message} message */
  async #deliver(message) {
    const { id, text, choice } = message;
    const token = this.#token;
    const response = await this.#call("POST", "messages", choice ? { id, choice } : { id, text });
    const answer = await response.json();
    if (token !== this.#token || !this.#drop(message)) return; // erased meanwhile
    this.#expiries = 0;
    const seen = this.#seen;
    const first = answer.seq - answer.replies.length + 1; // seqs run on without a gap within one turn
    const entries = answer.replies.map((/** @type {Reply} */ reply, /** @type {number} */ i) => ({ seq: first + i, from: "bot", reply }));
    const unseen = entries.filter((/** @type {Entry} */ entry) => entry.seq > (seen ?? 0));
    this.#tell.answered(message, unseen, first - 1 <= (seen ?? 0));
    this.#seen = Math.max(answer.seq, seen ?? 0);
    if (this.#tabs.heard && seen !== null && first - 1 > seen + 1) this.#redraw(); // another tab wrote in between
    if (unseen.length) this.#tabs.say({ what: "changed" });
  }

  #redraw() {
    this.#seen = null;
    this.#goal = "restore";
  }

  // ---- When it does not go well ----

  /** @param {Trouble} trouble */
  async #cope(trouble) {
    if (trouble.status === 401) {
      this.#expire();
      if (this.#expiries++ < 2) return; // after that something is wrong with the server: go on, but slowly
    }
    if (trouble.status === 429) return this.#waitFor(trouble.seconds);
    const message = this.#token && this.#goal === "rest" ? this.#outbox[0] : undefined;
    if (message && isRefusal(trouble.status)) return this.#refuse(message, trouble.message, false);
    if (message && trouble.status === 500 && this.#tooManyErrors(message)) return this.#refuse(message, trouble.message, true);
    this.#goAway();
    await this.#pause(Math.min(FIRST_PAUSE_MS * 2 ** this.#failures++, LONGEST_PAUSE_MS), true);
  }

  #expire() {
    this.#take(null);
    this.#goal = "start";
    // A choice is good only in its own conversation; its words are good in any.
    this.#outbox = this.#outbox.map(({ id, text, title }) => ({ id, text: text ?? title ?? "" }));
    this.#keep();
    this.#tell.expired();
  }

  /** @param {number} seconds */
  async #waitFor(seconds) {
    this.#tell.wait(seconds);
    await this.#pause(seconds * 1000, false);
    this.#away = true; // so that the next success says "back" and clears the notice
  }

  /** @param {Message} message @param {string} sentence @param {boolean} mayRetry */
  #refuse(message, sentence, mayRetry) {
    this.#drop(message);
    this.#comeBack();
    this.#tell.refused(message, sentence, mayRetry);
  }

  /** @param {Message} message */
  #tooManyErrors(message) {
    const errors = (this.#errors.get(message.id) ?? 0) + 1;
    this.#errors.set(message.id, errors);
    return errors >= TRIES_ON_SERVER_ERROR;
  }

  #goAway() {
    this.#away = true;
    this.#tell.away();
    void this.#work();
  }

  #comeBack() {
    this.#failures = 0;
    if (!this.#away) return;
    this.#away = false;
    this.#tell.back();
  }

  /** @param {number} ms @param {boolean} mayWake @returns {Promise<void>} */
  #pause(ms, mayWake) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      if (!mayWake) return;
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  // ---- Token, outbox, other tabs, wire ----

  /** @param {string | null} token */
  #take(token) {
    this.#token = token;
    this.#seen = null;
    this.#store.set("token", token);
  }

  #keep() {
    this.#store.set("outbox", this.#outbox.length ? JSON.stringify(this.#outbox) : null);
  }

  /** @param {Message} message @returns {boolean} whether it was there */
  #drop(message) {
    const rest = this.#outbox.filter(({ id }) => id !== message.id);
    const found = rest.length < this.#outbox.length;
    this.#outbox = rest;
    this.#keep();
    return found;
  }

  async #askOtherTabs() {
    this.#tabs.say({ what: "who" });
    await this.#pause(WAIT_FOR_OTHER_TABS_MS, false);
  }

  /** @param {import("./widget-store.js").Word} word */
  #hear(word) {
    if (word.what === "who" && this.#token) this.#tabs.say({ what: "token", token: this.#token });
    if (word.what === "token" && word.token && !this.#token) this.#take(word.token);
    if (word.what === "changed" && this.#token) {
      this.#goal = "restore";
      void this.#work();
    }
    if (word.what === "gone" && this.#token) {
      this.#take(null);
      this.#outbox = [];
      this.#keep();
      this.#tell.gone();
    }
  }

  /**
   * @param {string} method @param {string} path @param {object} [body] @param {boolean} [keepalive] outlives the page
   * @returns {Promise<Response>} a good one; anything else is thrown as Trouble
   */
  async #call(method, path, body, keepalive = false) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
    try {
      const response = await fetch(this.#base + path, {
        method,
        keepalive,
        signal: stop.signal,
        cache: "no-store",
        credentials: "omit",
        referrerPolicy: "origin",
        headers: {
          ...(body ? { "Content-Type": "application/json" } : {}),
          ...(this.#token && path !== "session" && path !== "ready" ? bearer(this.#token) : {}),
          ...(this.#token && method === "DELETE" ? bearer(this.#token) : {}),
        },
        body: body && JSON.stringify(body),
      });
      if (!response.ok) throw await troubleOf(response);
      return response;
    } catch (error) {
      throw error instanceof Trouble ? error : new Trouble(0, String(error));
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @param {string} token */
function bearer(token) {
  return { Authorization: `Bearer ${token}` };
}

/** @param {Response} response */
async function troubleOf(response) {
  const seconds = Math.min(Math.max(Number(response.headers.get("Retry-After")) || 5, 1), 300);
  const sentence = await response.json().then(
    (body) => String(body?.error?.message ?? ""),
    () => "",
  );
  return new Trouble(response.status, sentence, seconds);
}

/** What no second try would change. @param {number} status */
function isRefusal(status) {
  return status >= 400 && status < 500 && status !== 401 && status !== 408 && status !== 429;
}

/** A conversation that is gone already is as good as erased. @param {unknown} error */
function unlessGone(error) {
  if (!(error instanceof Trouble && [401, 404].includes(error.status))) throw error;
}

/** @param {string | null} kept @returns {Message[]} */
function readOutbox(kept) {
  try {
    const messages = JSON.parse(kept ?? "[]");
    return Array.isArray(messages) ? messages.filter((message) => message?.id) : [];
  } catch {
    return [];
  }
}
