// @ts-check
/** What a screen reader is told: each thing once, in a live region of its own, and never the conversation again. */

import { el } from "./widget-draw.js";
import { words } from "./widget-words.js";

const SPEAK_AFTER_MS = 250; // screen readers drop what coincides with a move of the focus
const SPOKEN_FOR_MS = 2_000; // long enough to be taken up, short enough not to be met again while browsing

export class Voice {
  node = el("div", { class: "heard", role: "status" });

  /** @param {string} text @param {string} [lang] @param {...(Node | string)} more */
  say(text, lang = words.lang, ...more) {
    const spoken = el("p", { lang }, text, ...more);
    setTimeout(() => this.node.append(spoken), SPEAK_AFTER_MS);
    setTimeout(() => spoken.remove(), SPEAK_AFTER_MS + SPOKEN_FOR_MS);
  }

  /** @param {Chat.Reply} reply */
  read({ text, choices = [] }) {
    const titles = choices.map(({ title }) => title).join("; ");
    this.say(text, "en", titles && el("span", { lang: words.lang }, ` ${words.choices} `), titles);
  }
}
