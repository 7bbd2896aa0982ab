// @ts-check
/** "Did this help?" under a reply: yes or no, and a few words if wanted. */

import { el, icon } from "./widget-draw.js";
import { words } from "./widget-words.js";

/**
 * @param {(helpful: boolean, comment?: string) => Promise<void>} send
 * @param {(words: string) => void} announce
 */
export function drawFeedback(send, announce) {
  const box = el("div", { class: "feedback", role: "group", "aria-label": words.helped });
  const said = el("span", { class: "said" });
  /** @type {HTMLButtonElement[]} */
  const thumbs = [true, false].map((helpful) =>
    el("button", { type: "button", class: "thumb", "aria-pressed": "false", onclick: () => void rate(helpful) },
      icon(helpful ? "yes" : "no"), helpful ? words.yes : words.no));

  /** @param {boolean} helpful */
  async function rate(helpful) {
    if (!(await sent(helpful))) return;
    thumbs.forEach((thumb, i) => thumb.setAttribute("aria-pressed", String((i === 0) === helpful)));
    if (!box.querySelector("form, .more")) box.append(moreButton());
  }

  /** @param {boolean} helpful @param {string} [comment] */
  async function sent(helpful, comment) {
    const well = await send(helpful, comment).then(() => true, () => false);
    said.textContent = well ? words.thanks : words.notTaken;
    announce(said.textContent);
    return well;
  }

  function moreButton() {
    const button = el("button", { type: "button", class: "more" }, words.more);
    button.addEventListener("click", () => {
      const form = commentForm();
      button.replaceWith(form);
      form.querySelector("input")?.focus();
    });
    return button;
  }

  function commentForm() {
    const input = el("input", { type: "text", maxlength: 500, autocomplete: "off" });
    const form = el("form", { class: "comment" }, el("label", {}, words.comment, input), el("button", { type: "submit" }, words.send));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const comment = input.value.trim();
      if (!comment || !(await sent(thumbs[0].getAttribute("aria-pressed") === "true", comment))) return;
      thumbs[0].focus();
      form.remove();
    });
    return form;
  }

  box.append(el("span", { class: "ask" }, words.helped), ...thumbs, said);
  return box;
}
