// @ts-check
/** The launcher: defines <faq-chat> and, where the page has none, adds one. How to use it: docs/widget.md. */
{
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const HOME = new URL(".", script?.src || document.baseURI).href;
  const RETRY_MS = 8000; // long enough not to hurry a weak line, short enough not to be given up

  // Words and emergency lines are here too, because nothing else may have arrived when they are needed (knowledge/helplines.yml: emergency).
  const WORDS = {
    en: {
      label: "Ask a question",
      opening: "Opening the chat…",
      unloaded: "The chat has not loaded. I will keep trying. If someone is in danger, do not wait for me:",
      lines: [
        ["Call 911", "tel:911"],
        ["Call 988", "tel:988"],
        ["Text 988", "sms:988"],
        ["Text HOME to 741741", "sms:741741?&body=HOME"],
      ],
    },
    es: {
      label: "Haga una pregunta",
      opening: "Abriendo el chat…",
      unloaded: "El chat no se ha cargado. Seguiré intentándolo. Si alguien está en peligro, no me espere:",
      lines: [
        ["Llame al 911", "tel:911"],
        ["Llame al 988 (español: oprima 2)", "tel:988"],
        ["Envíe AYUDA al 988", "sms:988?&body=AYUDA"],
        ["Envíe HOME al 741741", "sms:741741?&body=HOME"],
      ],
    },
  };
  const ICON = "M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z";

  const DARK = "--chat-paper: #2b201a; --chat-ink: #f8ddc9; --chat-act: #f1b88f; --chat-on-act: #2b1205;";

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial !important; display: block !important; position: fixed !important; overflow: visible !important;
      inset: auto 1em max(1em, env(safe-area-inset-bottom)) auto !important; z-index: var(--faq-chat-z, 2147483000) !important;
      font: medium/1.5 var(--faq-chat-font, system-ui, sans-serif) !important; }
    :host(:dir(rtl)), :host([position="start"]) { inset-inline: auto 1em !important; }
    :host([position="start"]) { inset-inline: 1em auto !important; }
    :host([inline]) { position: relative !important; inset: auto !important; z-index: auto !important; block-size: 100% !important; inline-size: 100% !important; }
    :host([hidden]), [hidden] { display: none !important; }
    .launcher { display: flex; align-items: center; gap: .6em; min-block-size: 3.5em; padding: .75em 1.25em; font: inherit; font-weight: 600; cursor: pointer;
      border: 2px solid rgb(255 255 255 / .25); border-radius: 2em; background: #1d5f63; color: #fff; box-shadow: 0 6px 20px rgb(0 0 0 / .25); }
    @supports (color: oklch(from red l c h)) { .launcher { background: oklch(from var(--faq-chat-accent, #1d5f63) min(l, .47) c h); } }
    .launcher { margin-inline-start: auto; }
    .busy { cursor: progress; }
    .launcher:focus-visible { outline: 3px solid; outline-offset: -7px; }
    svg { inline-size: 1.5em; block-size: 1.5em; fill: currentColor; flex: none; }
    .unloaded { --chat-paper: #fff; --chat-ink: #54270f; --chat-act: #8f3a14; --chat-on-act: #fff;
      box-sizing: border-box; max-inline-size: min(21em, 100vw - 2em); max-block-size: calc(100dvh - 6.5em); overflow-y: auto; margin-block-end: .75em; padding: 1em 1.25em;
      border: 1px solid; border-radius: 1em; background: var(--chat-paper); color: var(--chat-ink); }
    .unloaded a { display: block; margin-block-start: .75em; padding: .75em 1em; border-radius: .75em; background: var(--chat-act); color: var(--chat-on-act); font-weight: 600; text-align: center; text-decoration: none; }
    .unloaded a:hover { text-decoration: underline; }
    .unloaded a:focus-visible { outline: 3px solid var(--chat-ink); outline-offset: 2px; }
    @media (prefers-color-scheme: dark) { :host(:not([theme="light"])) .unloaded { ${DARK} } }
    :host([theme="dark"]) .unloaded { ${DARK} }
    @media (forced-colors: active) { .unloaded a { border: 2px solid; } }
  `);

  class FaqChat extends HTMLElement {
    static observedAttributes = ["open", "accent", "label"];
    #root = this.attachShadow({ mode: "open" });
    #label = document.createElement("span");
    #launcher = drawLauncher(this.#label);
    /** @type {import("./widget-panel.js").Panel | undefined} */ #panel;
    /** @type {HTMLElement | undefined} */ #unloaded;
    #loading = false;
    #tries = 0;

    connectedCallback() {
      if (!this.#root.firstChild) {
        this.#root.adoptedStyleSheets = [sheet];
        this.#launcher.lang = this.#language;
        this.#launcher.hidden = this.#inline;
        this.#launcher.addEventListener("click", () => this.open());
        this.#root.append(this.#launcher);
        this.#paint();
        this.#say();
      }
      if (!this.#inline) this.#toTop();
      // On a phone the open chat covers the page: there it opens when a person asks for it.
      if (!this.#inline && matchMedia("(max-width: 30em)").matches) this.close();
      if (this.#wanted) void this.#show(false);
    }

    disconnectedCallback() {
      this.#panel?.close();
    }

    /** @param {string} name */
    attributeChangedCallback(name) {
      if (!this.isConnected || !this.#root.firstChild) return;
      if (name !== "open") return this.#paint(), this.#say();
      if (this.#inline) return;
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

    /** The top layer: above any z-index, and out of reach of transforms on the page. */
    #toTop() {
      if (!this.showPopover) return;
      this.popover = "manual";
      this.showPopover();
    }

    /** The language of the frame: of the element, or of the page around it. @returns {"en" | "es"} */
    get #language() {
      return /^es\b/i.test(this.closest("[lang]")?.getAttribute("lang") ?? "") ? "es" : "en";
    }

    /** The site's colour; the style sheets darken or lighten it until it can be read. */
    #paint() {
      const accent = this.getAttribute("accent") ?? "";
      if (CSS.supports("color", accent)) this.style.setProperty("--faq-chat-accent", accent);
    }

    /** What stands on the launcher. */
    #say() {
      const words = WORDS[this.#language];
      this.#label.textContent = this.#loading ? words.opening : this.getAttribute("label") || words.label;
      this.#launcher.classList.toggle("busy", this.#loading);
    }

    get #wanted() {
      return this.isConnected && (this.hasAttribute("open") || this.#inline);
    }

    get #inline() {
      return this.hasAttribute("inline");
    }

    /** @param {boolean} focus whether the person asked for it just now */
    async #show(focus) {
      if (this.#loading) return;
      this.#loading = true;
      this.#say();
      await this.#load();
      this.#loading = false;
      this.#say();
      if (!this.#wanted) return; // closed meanwhile
      if (!this.#panel) return this.#showUnloaded();
      this.#unloaded?.remove();
      this.#launcher.hidden = true;
      this.#launcher.setAttribute("aria-expanded", "true");
      this.#panel.open(focus);
      this.dispatchEvent(new CustomEvent("faq-chat-open"));
    }

    async #load() {
      if (this.#panel) return;
      try {
        const again = this.#tries++ ? `?again=${this.#tries}` : ""; // a failed import may be remembered under its address
        // The whole address: in a script from another origin a relative one leads nowhere.
        const { draw } = await import(`${HOME}widget-panel.js${again}`);
        this.#panel = await draw(this, this.#root, this.getAttribute("base") || HOME, this.#language);
      } catch (error) {
        this.dispatchEvent(new CustomEvent("faq-chat-error", { detail: { code: "not_loaded", message: String(error) } }));
      }
    }

    #showUnloaded() {
      this.#root.prepend((this.#unloaded ??= drawUnloaded(this.#language)));
      setTimeout(() => this.#wanted && this.#show(false), RETRY_MS);
    }

    #shut() {
      this.#unloaded?.remove();
      const inside = this.#root.activeElement;
      this.#panel?.close();
      this.#launcher.hidden = false;
      this.#launcher.setAttribute("aria-expanded", "false");
      if (inside) this.#launcher.focus();
      this.dispatchEvent(new CustomEvent("faq-chat-close"));
    }
  }

  /** @param {"en" | "es"} lang */
  function drawUnloaded(lang) {
    const box = document.createElement("div");
    box.lang = lang;
    box.setAttribute("role", "status");
    box.className = "unloaded";
    box.append(WORDS[lang].unloaded);
    for (const [textContent, href] of WORDS[lang].lines) box.append(Object.assign(document.createElement("a"), { href, textContent }));
    return box;
  }

  /** @param {HTMLElement} label */
  function drawLauncher(label) {
    const button = document.createElement("button");
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", ICON);
    svg.append(path);
    button.className = "launcher";
    button.setAttribute("aria-haspopup", "dialog");
    button.setAttribute("aria-expanded", "false");
    button.append(svg, label);
    return button;
  }

  /** The element where the page brings none, with the settings of the tag: data-heading, data-greeting and so on. */
  function add() {
    if (document.querySelector("faq-chat")) return;
    const chat = document.createElement("faq-chat");
    for (const { name, value } of script?.attributes ?? []) if (name.startsWith("data-")) chat.setAttribute(name.slice(5), value);
    document.body.append(chat);
  }

  if (!customElements.get("faq-chat")) customElements.define("faq-chat", FaqChat);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", add);
  else add(); // also on sites that change pages by script, where the tag runs again and the element went with the old page
}
