// @ts-check
/** The pauses between tries: longer with each failure, and cut short when there is reason to hope. */

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 20_000;

export class Pauses {
  #failures = 0;
  #since = 0;
  end = () => {};

  /** Something got through. */
  reset() {
    this.#failures = 0;
  }

  /** Somebody is here and waits: ends soon, however long the outage has lasted. */
  hurry() {
    if (performance.now() - this.#since > FIRST_PAUSE_MS) this.end();
  }

  /** @returns {Promise<void>} */
  next() {
    const length = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures++, LONGEST_PAUSE_MS);
    this.#since = performance.now();
    return new Promise((resolve) => {
      this.end = resolve;
      setTimeout(resolve, length);
    });
  }
}
