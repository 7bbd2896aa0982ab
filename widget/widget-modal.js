// @ts-check
/** On a phone the open chat fills the screen and is a modal dialog; on anything wider it is not. */

const NARROW = matchMedia("(max-width: 30em)");

export class Modal {
  #host;
  #node;
  #open = false;
  /** @type {Element[]} what was made inert */ #behind = [];

  /** @param {HTMLElement} host @param {HTMLElement} node the dialog */
  constructor(host, node) {
    this.#host = host;
    this.#node = node;
    NARROW.addEventListener("change", () => this.#apply());
    for (const type of ["resize", "scroll"]) visualViewport?.addEventListener(type, () => this.#fit());
  }

  open() {
    this.#open = true;
    this.#apply();
  }

  close() {
    this.#open = false;
    this.#apply();
  }

  #apply() {
    const full = this.#open && NARROW.matches;
    for (const element of this.#behind) element.removeAttribute("inert");
    this.#behind = full ? [...surroundings(this.#host)] : [];
    for (const element of this.#behind) element.setAttribute("inert", "");
    if (full) this.#node.setAttribute("aria-modal", "true");
    else this.#node.removeAttribute("aria-modal");
    this.#fit();
  }

  /** Keeps the input above the on-screen keyboard. */
  #fit() {
    if (!this.#open || !visualViewport) return;
    this.#node.style.setProperty("--view-height", `${visualViewport.height}px`);
    this.#node.style.setProperty("--view-top", `${visualViewport.offsetTop}px`);
  }
}

/** All that is beside the element or beside what holds it. @param {Element} element @returns {Generator<Element>} */
function* surroundings(element) {
  for (let inner = element; inner.parentElement; inner = inner.parentElement) {
    for (const beside of inner.parentElement.children) {
      if (beside !== inner && !beside.hasAttribute("inert") && beside.tagName !== "HEAD") yield beside;
    }
  }
}
