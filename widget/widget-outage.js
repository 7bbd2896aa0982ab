// @ts-check
/** While the bot cannot be reached: why, and the emergency lines; shown throughout, said once. */

import { words } from "./widget-words.js";

export class Outage {
  #doing;
  #why = "";
  #holding = ""; // what is said of questions that cannot be sent now

  /** @param {Chat.OutageDoing} doing */
  constructor(doing) {
    this.#doing = doing;
  }

  get lasts() {
    return Boolean(this.#why);
  }

  /** @param {string} code @param {string} why */
  begin(code, why, holding = words.waiting) {
    this.#holding = holding;
    this.hold();
    if (this.#why === why) return; // tried once more, with the same result
    this.#why = why;
    this.#doing.show(`${why} ${words.danger}`);
    this.#doing.announce(`${why} ${words.danger} ${words.emergency}`);
    this.#doing.tellPage("error", { code, message: why });
  }

  end() {
    this.#why = this.#holding = "";
    this.#doing.show("");
    this.hold();
  }

  /** Says of every question on its way that it waits, or, when all is well, nothing. */
  hold() {
    this.#doing.hold(this.#holding);
  }
}
