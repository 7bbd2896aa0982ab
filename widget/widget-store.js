// @ts-check
/** What one tab remembers, and what it tells the other tabs of the same site. No cookies. */

/** Session storage where the browser allows it, memory where it does not. */
export class Store {
  /** @type {Record<string, string>} */ #memory = {};
  #prefix;

  /** @param {string} base so that two bots on one site do not mix */
  constructor(base) {
    this.#prefix = `faq-chat ${base} `;
  }

  /** @param {string} name */
  get(name) {
    const key = this.#prefix + name;
    return this.#memory[key] || tried(() => sessionStorage.getItem(key)) || "";
  }

  /** @param {string} name @param {string} value nothing removes it */
  set(name, value) {
    const key = this.#prefix + name;
    this.#memory[key] = value;
    tried(() => (value ? sessionStorage.setItem(key, value) : sessionStorage.removeItem(key)));
  }
}

/** The other tabs with the same chat. */
export class Tabs {
  #channel;
  heard = false;

  /** @param {string} base @param {(word: Chat.Word) => void} listen */
  constructor(base, listen) {
    this.#channel = tried(() => new BroadcastChannel(`faq-chat ${base}`));
    this.#channel?.addEventListener("message", ({ data }) => {
      this.heard = true;
      listen(data);
    });
  }

  /** @param {Chat.Word} word */
  say(word) {
    this.#channel?.postMessage(word);
  }
}

export function randomId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return crypto.getRandomValues(new Uint32Array(4)).join("-"); // on pages without https
}

/** What private mode, a full store or an old browser refuses is done without. @template T @param {() => T} act */
function tried(act) {
  try {
    return act();
  } catch {
    return undefined;
  }
}
