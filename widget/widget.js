// @ts-check
/**
 * The launcher. One classic script tag defines <faq-chat> and, where the page has none, adds one:
 *
 *   <script src="https://bot.example.org/webhooks/website/widget.js" defer></script>
 *
 * Attributes: open, inline (no launcher, fills its box), heading, label (on the launcher), position="start",
 * theme="light|dark", base (the channel's address), leave-url. CSS: --faq-chat-accent, --faq-chat-on-accent,
 * --faq-chat-font, --faq-chat-width, --faq-chat-height, --faq-chat-z. Methods: open(), close(), show(), hide().
 * Events: faq-chat-open, -close, -message, -reply, -error. All else is fetched when the chat is first opened.
 */
{
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const HOME = new URL(".", script?.src || document.baseURI).href;
  const RETRY_MS = 8000; // long enough not to hurry a weak line, short enough not to be given up

  // Carried here too, because nothing else may have arrived when they are needed (knowledge/helplines.yml: emergency).
  const EMERGENCY = [
    ["Call 911", "tel:911"],
    ["Call 988", "tel:988"],
    ["Text 988", "sms:988"],
    ["Text HOME to 741741", "sms:741741?&body=HOME"],
  ];
  const NOT_LOADED = "The chat has not loaded. I will keep trying. If someone is in danger, do not wait for me:";
  const ICON = "M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z";

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial !important; display: block !important; position: fixed !important; overflow: visible !important;
      inset: auto !important; inset-block-end: max(1em, env(safe-area-inset-bottom)) !important; inset-inline-end: 1em !important;
      z-index: var(--faq-chat-z, 2147483000) !important; color-scheme: light dark !important;
      font-family: var(--faq-chat-font, system-ui, sans-serif) !important; line-height: 1.5 !important; }
    :host([position="start"]) { inset-inline: 1em auto !important; }
    :host([inline]) { position: relative !important; inset: auto !important; z-index: auto !important;
      block-size: 100% !important; inline-size: 100% !important; }
    :host([hidden]) { display: none !important; }
    [hidden] { display: none !important; }
    .launcher { display: flex; align-items: center; gap: .6em; min-block-size: 3.5em; padding: .75em 1.25em;
      font: 600 1em/1.3 var(--faq-chat-font, system-ui, sans-serif); cursor: pointer; border: 2px solid transparent; border-radius: 2em;
      background: var(--faq-chat-accent, #1d5f63); color: var(--faq-chat-on-accent, #fff);
      box-shadow: 0 2px 6px rgb(0 0 0 / .2), 0 8px 24px rgb(0 0 0 / .16); }
    .launcher:hover { filter: brightness(1.1); }
    .launcher:focus-visible { outline: 3px solid #fff; outline-offset: -5px; box-shadow: 0 0 0 3px #14373a, 0 0 0 5px #fff; }
    .launcher svg { inline-size: 1.5em; block-size: 1.5em; fill: currentColor; flex: none; }
    .unloaded { max-inline-size: 21em; padding: 1.25em; border: 1px solid #b9c3c2; border-radius: 1em; background: #fff; color: #1e2b2e;
      box-shadow: 0 8px 28px rgb(0 0 0 / .18); }
    :host([inline]) .unloaded { max-inline-size: none; box-shadow: none; }
    .unloaded p { margin: 0 0 .75em; }
    .unloaded ul { margin: 0; padding: 0; list-style: none; display: grid; gap: .5em; }
    .unloaded a { display: block; padding: .6em 1em; min-block-size: 1.6em; border-radius: .6em; background: #8f3a14; color: #fff;
      font-weight: 600; text-decoration: none; }
    .unloaded a:focus-visible { outline: 3px solid #1e2b2e; outline-offset: 2px; }
    @media (forced-colors: active) { .launcher, .unloaded a { border: 2px solid ButtonText; forced-color-adjust: auto; } }
  `);

  class FaqChat extends HTMLElement {
    static observedAttributes = ["open"];
    #root = this.attachShadow({ mode: "open" });
    /** @type {HTMLButtonElement | undefined} */ #launcher;
    /** @type {import("./widget-panel.js").Panel | undefined} */ #panel;
    /** @type {HTMLElement | undefined} */ #unloaded;
    #loading = false;
    #tries = 0;

    connectedCallback() {
      if (!this.#launcher) this.#build();
      if (!this.hasAttribute("inline")) this.#toTop();
      if (this.hasAttribute("open") || this.hasAttribute("inline")) void this.#show(false);
    }

    disconnectedCallback() {
      this.#panel?.close();
    }

    attributeChangedCallback() {
      if (!this.isConnected || this.hasAttribute("inline") || !this.#launcher) return;
      if (this.hasAttribute("open")) void this.#show(true);
      else this.#shut();
    }

    /** Opens the chat. */
    open() {
      this.setAttribute("open", "");
    }

    /** Closes the chat; the launcher stays. */
    close() {
      this.removeAttribute("open");
    }

    /** Shows what hide() took away. */
    show() {
      this.hidden = false;
    }

    /** Takes launcher and chat away. */
    hide() {
      this.close();
      this.hidden = true;
    }

    #build() {
      this.#root.adoptedStyleSheets = [sheet];
      const button = (this.#launcher = document.createElement("button"));
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      svg.setAttribute("viewBox", "0 0 24 24");
      svg.setAttribute("aria-hidden", "true");
      path.setAttribute("d", ICON);
      svg.append(path);
      button.type = "button";
      button.lang = "en";
      button.className = "launcher";
      button.hidden = this.hasAttribute("inline");
      button.setAttribute("aria-haspopup", "dialog");
      button.setAttribute("aria-expanded", "false");
      button.append(svg, this.getAttribute("label") || "Ask a question");
      button.addEventListener("click", () => this.open());
      this.#root.append(button);
    }

    /** The top layer: above any z-index, and out of reach of transforms on the page. */
    #toTop() {
      if (!this.showPopover) return;
      this.popover = "manual";
      this.showPopover();
    }

    /** @param {boolean} focus */
    async #show(focus) {
      if (this.#loading) return;
      this.#loading = true;
      const panel = await this.#load();
      this.#loading = false;
      if (!panel) return this.#showUnloaded();
      this.#unloaded?.remove();
      if (!this.hasAttribute("open") && !this.hasAttribute("inline")) return; // closed meanwhile
      if (this.#launcher && !this.hasAttribute("inline")) this.#launcher.hidden = true;
      this.#launcher?.setAttribute("aria-expanded", "true");
      panel.open(focus);
      this.dispatchEvent(new CustomEvent("faq-chat-open"));
    }

    async #load() {
      try {
        const again = this.#tries++ ? `?again=${this.#tries}` : ""; // a failed import may be remembered under its address
        const { Panel } = await import(`./widget-panel.js${again}`);
        return (this.#panel ??= /** @type {import("./widget-panel.js").Panel} */ (
          new Panel(this, this.#root, this.getAttribute("base") || HOME)
        ));
      } catch (error) {
        this.dispatchEvent(new CustomEvent("faq-chat-error", { detail: { code: "not_loaded", error } }));
        return undefined;
      }
    }

    #showUnloaded() {
      this.#unloaded ??= this.#drawUnloaded();
      this.#root.append(this.#unloaded);
      const wanted = () => this.isConnected && (this.hasAttribute("open") || this.hasAttribute("inline"));
      setTimeout(() => void (wanted() && this.#show(false)), RETRY_MS);
    }

    #drawUnloaded() {
      const box = document.createElement("section");
      const words = document.createElement("p");
      const list = document.createElement("ul");
      box.className = "unloaded";
      box.lang = "en";
      box.setAttribute("role", "status");
      words.textContent = NOT_LOADED;
      for (const [label, href] of EMERGENCY) {
        const link = document.createElement("a");
        link.href = href;
        link.textContent = label;
        const item = document.createElement("li");
        item.append(link);
        list.append(item);
      }
      box.append(words, list);
      return box;
    }

    #shut() {
      this.#unloaded?.remove();
      const inside = Boolean(this.#root.activeElement);
      this.#panel?.close();
      if (!this.#launcher) return;
      this.#launcher.hidden = false;
      this.#launcher.setAttribute("aria-expanded", "false");
      if (inside) this.#launcher.focus();
      this.dispatchEvent(new CustomEvent("faq-chat-close"));
    }
  }

  if (!customElements.get("faq-chat")) {
    customElements.define("faq-chat", FaqChat);
    const add = () => document.querySelector("faq-chat") || document.body.append(document.createElement("faq-chat"));
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", add);
    else add();
  }
}
