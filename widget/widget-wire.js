// @ts-check
/** One call to the server at a time of asking: its address, its token, its patience, and what went wrong. */

const PATIENCE_MS = 20_000; // an answer takes well under a second; after this the line is taken for dead

/** What came back in place of an answer. Status 0: nothing came back. */
export class Trouble extends Error {
  /** @param {number} status @param {string} [sentence] @param {number} [seconds] */
  constructor(status, sentence = "", seconds = 0) {
    super(sentence);
    this.status = status;
    this.seconds = seconds;
  }
}

export class Wire {
  token = "";

  /** @param {string} base the channel's address */
  constructor(base) {
    this.base = new URL(base.replace(/\/?$/, "/"), document.baseURI).href;
  }

  /** @param {string} method @param {string} path @param {object} [body] */
  async ask(method, path, body) {
    return JSON.parse(await this.call(method, path, body));
  }

  /**
   * @param {string} method @param {string} path @param {object} [body]
   * @returns {Promise<string>} what a good answer says; anything else is thrown, mostly as Trouble
   */
  async call(method, path, body) {
    /** @type {Record<string, string>} */ const headers = {};
    if (body) headers["Content-Type"] = "application/json";
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
    try {
      const response = await fetch(this.base + path, {
        method,
        headers,
        body: body && JSON.stringify(body),
        keepalive: method === "DELETE", // outlives the page
        signal: stop.signal,
        cache: "no-store",
        credentials: "omit",
      });
      if (!response.ok) throw await troubleOf(response);
      return await response.text(); // within the same patience: a line may die in the middle of an answer
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whether only this page may not call the server: its files are for every page, its answers are not. */
  async isThere() {
    if (this.base.startsWith(`${location.origin}/`)) return false;
    return fetch(`${this.base}widget.js`, { method: "HEAD", cache: "no-store", credentials: "omit" }).then(({ ok }) => ok, () => false);
  }
}

/** @param {Response} response */
async function troubleOf(response) {
  const seconds = Math.min(Math.max(Number(response.headers.get("Retry-After")) || 5, 1), 300);
  const body = await response.json().catch(() => null);
  return new Trouble(response.status, body?.error?.message, seconds);
}
