// @ts-check
/** What one tab remembers, and what it tells the other tabs of the same site. No cookies. */

/** Session storage where the browser allows it, memory where it does not. */
export class Store {
  /** @type {Map<string, string>} */ #memory = new Map();
  #prefix;

  /** @param {string} base the channel's address, so that two bots on one site do not mix */
  constructor(base) {
    this.#prefix = `faq-chat ${base} `;
  }

  /** @param {string} name @returns {string | null} */
  get(name) {
    try {
      return sessionStorage.getItem(this.#prefix + name) ?? this.#memory.get(name) ?? null;
    } catch {
      return this.#memory.get(name) ?? null;
    }
  }

  /** @param {string} name @param {string | null} value null removes it */
  set(name, value) {
    if (value === null) this.#memory.delete(name);
    else this.#memory.set(name, value);
    try {
      if (value === null) sessionStorage.removeItem(this.#prefix + name);
      else sessionStorage.setItem(this.#prefix + name, value);
    } catch {
      // private mode or a full store: memory has it
    }
  }
}

/** @typedef {{what: "who" | "token" | "changed" | "gone", token?: string | null}} Word what tabs say to each other */

/** The other tabs with the same chat. */
export class Tabs {
  /** @type {BroadcastChannel | undefined} */ #channel;
  /** Whether another tab was ever heard. */
  heard = false;

  /** @param {string} base @param {(word: Word) => void} listen */
  constructor(base, listen) {
    try {
      this.#channel = new BroadcastChannel(`faq-chat ${base}`);
      this.#channel.addEventListener("message", (event) => {
        this.heard = true;
        listen(event.data);
      });
    } catch {
      this.#channel = undefined; // an old browser or a locked-down one: one tab, one chat
    }
  }

  /** @param {Word} word */
  say(word) {
    this.#channel?.postMessage(word);
  }
}

/** A random id for a message. */
export function randomId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
