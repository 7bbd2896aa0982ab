// @ts-check
/** What a screen reader is told: each thing once, in a live region of its own, and never the conversation again. */

import { el, namesOf } from "./widget-draw.js";
import { words } from "./widget-words.js";

const SPEAK_AFTER_MS = 250; // screen readers drop what coincides with a move of the focus
const SPOKEN_FOR_MS = 2_000; // long enough to be taken up, short enough not to be met again while browsing

export class Voice {
  /** Not atomic: a status is by default, and then a second sentence would have the first read out again. */
  node = el("div", { class: "heard", role: "status", "aria-atomic": "false" });

  /** @param {string} text @param {string} [lang] @param {...(Node | string)} more */
  say(text, lang = words.lang, ...more) {
    const spoken = el("p", { lang }, text, ...more);
    setTimeout(() => this.node.append(spoken), SPEAK_AFTER_MS);
    setTimeout(() => spoken.remove(), SPEAK_AFTER_MS + SPOKEN_FOR_MS);
  }

  /** As it is drawn: the reply's `text` is for places without links and buttons, and would name each of them twice. @param {Chat.Reply} reply */
  read(reply) {
    const { text, blocks = [], sources = [] } = reply;
    const titles = sources.map(({ title = "" }) => title);
    this.say(blocks.map(spokenBlock).join(" ").trim() || text, "en", ...named(words.from, titles), ...named(words.choices, namesOf(reply)));
  }
}

/** @param {Chat.Block} block */
function spokenBlock({ type, text, items = [], attribution, name, call }) {
  if (type === "list") return items.join("; ");
  if (type !== "helpline") return [text, attribution].filter(Boolean).join(" – ");
  const toText = text && !/^text\b/i.test(text) ? `Text ${text}` : text;
  return `${[name, call && `Call ${call}`, toText].filter(Boolean).join(", ")}.`;
}

/** @param {string} lead @param {string[]} names */
function named(lead, names) {
  return names.length ? [" ", el("span", { lang: words.lang }, lead), ` ${names.join("; ")}`] : [];
}
