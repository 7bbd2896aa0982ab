// @ts-check
/** While an answer is awaited: a sign that it is looked up, and a word when that takes long. */

import { words } from "./widget-words.js";

const THINK_AFTER_MS = 300; // most answers are there before
const SLOW_AFTER_MS = 5_000;

export class Waiting {
  #show;
  #announce;
  #questions = 0;
  /** @type {ReturnType<typeof setTimeout>[]} */ #timers = [];

  /** @param {(text: string) => void} show @param {(text: string) => void} announce */
  constructor(show, announce) {
    this.#show = show;
    this.#announce = announce;
  }

  /** Whether a question is not answered yet. */
  get lasts() {
    return this.#questions > 0;
  }

  /** One question more. */
  add() {
    this.#questions++;
  }

  /** One question less. */
  settle() {
    this.#questions = Math.max(this.#questions - 1, 0);
    if (this.#questions) this.begin();
    else this.end();
  }

  forget() {
    this.#questions = 0;
    this.end();
  }

  begin(text = words.thinking) {
    this.end();
    this.#timers = [
      setTimeout(() => this.#show(text), THINK_AFTER_MS),
      setTimeout(() => (this.#show(words.slow), this.#announce(words.slow)), SLOW_AFTER_MS),
    ];
  }

  end() {
    this.#timers.forEach(clearTimeout);
    this.#show("");
  }
}
