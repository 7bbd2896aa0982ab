// @ts-check
/** What a person has written and the server has not taken yet, in order. It outlives a reload. */

export class Outbox {
  #store;
  /** @type {Chat.Message[]} */ messages = [];

  /** @param {import("./widget-store.js").Store} store */
  constructor(store) {
    this.#store = store;
  }

  /** What was left there before the page was loaded again. */
  read() {
    try {
      const kept = JSON.parse(this.#store.get("outbox") || "[]");
      this.messages = kept.filter((/** @type {any} */ message) => message.id); // other scripts of the page may write there too
    } catch {
      this.messages = [];
    }
    return this.messages;
  }

  /** @param {Chat.Message} message */
  add(message) {
    this.#keep([...this.messages, message]);
  }

  /** The first one is settled. */
  drop() {
    this.#keep(this.messages.slice(1));
  }

  clear() {
    this.#keep([]);
  }

  /** A choice is good only in its own conversation; its words are good in any. */
  putInWords() {
    this.#keep(this.messages.map(({ id, text, title }) => ({ id, text: text ?? title })));
  }

  /** @param {Chat.Message[]} messages */
  #keep(messages) {
    this.messages = messages;
    this.#store.set("outbox", messages.length ? JSON.stringify(messages) : "");
  }
}
