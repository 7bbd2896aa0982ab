// @ts-check
/** The help lines above the input: while the bot cannot be reached, and after a crisis reply has scrolled away. */

import { el, helplines, icon } from "./widget-draw.js";
import { emergency, words } from "./widget-words.js";

/** @typedef {import("./widget-draw.js").Reply} Reply */

const ANSWERS_TO_STAY = 3;

/** One strip for both causes, so that no line stands there twice. */
export class Strip {
  node = el("section", { class: "strip", "aria-label": words.helpLines, hidden: true });
  #trouble = "";
  /** @type {import("./widget-draw.js").Block[]} */ #lines = [];
  #answers = 0;
  #inView = false;
  #whenDismissed;
  /** @type {IntersectionObserver | undefined} */ #watch;

  /** @param {() => void} whenDismissed moves the focus on */
  constructor(whenDismissed) {
    this.#whenDismissed = whenDismissed;
  }

  /** @param {string} lead why nothing comes; empty when all is well again */
  trouble(lead) {
    if (lead !== this.#trouble) this.#draw((this.#trouble = lead));
  }

  /** Takes note of a reply. @param {Reply} reply @param {HTMLElement} item where it stands in the log @param {HTMLElement} box the log */
  note(reply, item, box) {
    const lines = (reply.blocks ?? []).filter(({ type }) => type === "helpline");
    if (reply.kind === "crisis" && lines.length) this.#hold(lines, item, box);
    else if (this.#lines.length && ++this.#answers >= ANSWERS_TO_STAY) this.clear();
  }

  clear() {
    this.#watch?.disconnect();
    this.#lines = [];
    this.#draw(this.#trouble);
  }

  /** @param {import("./widget-draw.js").Block[]} lines @param {HTMLElement} item @param {HTMLElement} box */
  #hold(lines, item, box) {
    this.#lines = lines;
    this.#answers = 0;
    this.#inView = false;
    this.#watch?.disconnect();
    const first = item.querySelector(".line");
    if (first && "IntersectionObserver" in window) {
      this.#watch = new IntersectionObserver(([entry]) => this.#seen(entry.isIntersecting), { root: box, threshold: 0.9 });
      this.#watch.observe(first);
    }
    this.#draw(this.#trouble);
  }

  /** The strip stands in only while the reply's own rows are out of sight. @param {boolean} inView */
  #seen(inView) {
    if (inView === this.#inView) return;
    if (inView && this.node.contains(/** @type {ShadowRoot} */ (this.node.getRootNode()).activeElement)) return; // in use
    this.#inView = inView;
    this.#draw(this.#trouble);
  }

  /** @param {string} trouble */
  #draw(trouble) {
    const own = new Set(trouble ? emergency.map(({ call, text }) => `${call}${text}`) : []);
    const rest = this.#lines.filter(({ call, text }) => !own.has(`${call}${text}`));
    const lines = trouble ? [...emergency, ...rest] : this.#lines;
    this.node.hidden = !trouble && (!lines.length || this.#inView);
    if (this.node.hidden) return this.node.replaceChildren();
    const close = el("button", { type: "button", class: "plain", "aria-label": words.hideLines, onclick: () => this.#dismiss() }, icon("close"));
    const lead = el("p", {}, trouble || words.linesStay);
    this.node.replaceChildren(el("div", { class: "strip-head" }, lead, trouble ? null : close), helplines(lines));
  }

  #dismiss() {
    this.clear();
    this.#whenDismissed();
  }
}
