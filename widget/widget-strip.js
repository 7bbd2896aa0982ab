// @ts-check
/** The help lines above the input: while the bot cannot be reached, and after a crisis reply has scrolled away. */

import { el, helplines, icon } from "./widget-draw.js";
import { words } from "./widget-words.js";

const ANSWERS_TO_STAY = 3;

/** One strip for both causes, so that no line stands there twice. */
export class Strip {
  node = el("section", { class: "strip", "aria-label": words.helpLines, hidden: true });
  #trouble = "";
  /** @type {Chat.Block[]} */ #lines = [];
  #answers = 0;
  #inView = false;
  #whenDismissed;
  /** The strip stands in only while the reply's own rows are out of sight. */
  #watch = new IntersectionObserver((seen) => this.#seen(seen[0].isIntersecting), { threshold: 0.9 });

  /** @param {() => void} whenDismissed moves the focus on */
  constructor(whenDismissed) {
    this.#whenDismissed = whenDismissed;
  }

  /** @param {string} lead why nothing comes; empty when all is well again */
  trouble(lead) {
    this.#trouble = lead;
    this.#draw();
  }

  /** @param {Chat.Reply} reply @param {HTMLElement} item where it stands in the log */
  note({ kind, blocks = [] }, item) {
    const lines = blocks.filter(({ type }) => type === "helpline");
    const first = item.querySelector(".line");
    if (kind !== "crisis" || !first) return ++this.#answers < ANSWERS_TO_STAY || this.clear();
    this.clear();
    this.#lines = lines;
    this.#inView = true; // until the observer, within a frame, says otherwise
    this.#watch.observe(first);
    this.#draw();
  }

  clear() {
    this.#watch.disconnect();
    this.#lines = [];
    this.#answers = 0;
    this.#inView = false;
    this.#draw();
  }

  /** @param {boolean} inView */
  #seen(inView) {
    if (inView === this.#inView || this.node.matches(":focus-within")) return;
    this.#inView = inView;
    this.#draw();
  }

  #draw() {
    const trouble = this.#trouble;
    const own = trouble ? words.lines : [];
    const lines = own.concat(this.#lines.filter(({ call, text }) => !own.some((line) => (line.call || line.text) === (call || text))));
    this.node.hidden = !lines.length || (!trouble && this.#inView);
    const close = el("button", { class: "icon-button", "aria-label": words.hideLines, onclick: () => this.#dismiss() }, icon("close"));
    this.node.replaceChildren(el("div", { class: "strip-head" }, el("p", {}, trouble || words.linesStay), trouble ? "" : close), helplines(lines));
  }

  #dismiss() {
    this.clear();
    this.#whenDismissed();
  }
}
