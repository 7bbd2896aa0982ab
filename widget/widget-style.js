/**
 * The chat's looks. Sizes are in em, to follow the reader's own text size; sides are logical, for right-to-left pages.
 * Properties are called --chat-…, because an @property rule of the page would count in here too for a name that both use.
 */

const DARK = `
  --chat-paper: #12191b; --chat-card: #1c2729; --chat-ink: #e8eeed; --chat-soft: #abbaba; --chat-line: #324144; --chat-edge: #81959a;
  --chat-accent: #93d1cb; --chat-on-accent: #0b2426;
  --chat-head: #1b3234; --chat-on-head: #e6f3f1; --chat-tint: #1f3739; --chat-on-tint: #c6e8e4; --chat-mine: #28595c;
  --chat-help: #2b201a; --chat-help-line: #7a5238; --chat-on-help: #f8ddc9; --chat-act: #f1b88f; --chat-on-act: #2b1205; color-scheme: dark;
  @supports (color: oklch(from red l c h)) { --chat-accent: oklch(from var(--faq-chat-accent, #1d5f63) max(l, .81) c h); }`;

const STYLE = `
  *, ::before, ::after { box-sizing: border-box; margin: 0; padding: 0; }
  .heard { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .panel {
    --chat-paper: #f6f5f1; --chat-card: #fff; --chat-ink: #1e2b2e; --chat-soft: #536265; --chat-line: #dcdfd9; --chat-edge: #728287;
    --chat-accent: #1d5f63; --chat-on-accent: #fff;
    --chat-head: var(--chat-accent); --chat-on-head: var(--chat-on-accent); --chat-tint: #e6f0ee; --chat-on-tint: #17494c; --chat-mine: var(--chat-accent);
    --chat-help: #fdf3ea; --chat-help-line: #dfb08c; --chat-on-help: #54270f; --chat-act: #8f3a14; --chat-on-act: #fff; color-scheme: light;
    display: flex; flex-direction: column; overflow: hidden; container: chat / size;
    inline-size: min(var(--faq-chat-width, 26em), 100vw - 2em); block-size: min(var(--faq-chat-height, 42em), 100dvh - 2em);
    color: var(--chat-ink); background: var(--chat-paper); border: 1px solid var(--chat-line); border-radius: 1.125em; box-shadow: 0 12px 40px rgb(0 0 0 / .22);
    font: 1em/1.5 var(--faq-chat-font, system-ui, sans-serif); text-align: start; overflow-wrap: anywhere;
    @supports (color: oklch(from red l c h)) { --chat-accent: oklch(from var(--faq-chat-accent, #1d5f63) min(l, .47) c h); }
  }
  @media (prefers-color-scheme: dark) { :host(:not([theme="light"])) .panel { ${DARK} } }
  :host([theme="dark"]) .panel { ${DARK} }
  :host([inline]) .panel { inline-size: 100%; block-size: 100%; box-shadow: 0 6px 24px rgb(0 0 0 / .08); }

  button, input, textarea { font: inherit; color: inherit; background: transparent; border: 1px solid transparent; border-radius: .75em; }
  button { cursor: pointer; }
  svg { inline-size: 1.25em; block-size: 1.25em; fill: currentColor; flex: none; }
  svg:dir(rtl) { transform: scaleX(-1); }
  p, li, h2, label, span, small, strong, blockquote, figcaption, button, textarea, input { unicode-bidi: plaintext; }
  a { color: var(--chat-accent); text-underline-offset: .15em; }
  :focus-visible { outline: 3px solid var(--chat-accent); outline-offset: 2px; }
  .panel:focus-visible, .log:focus-visible { outline-offset: -3px; }
  .icon-button { flex: none; display: grid; place-items: center; inline-size: 2.5em; block-size: 2.5em; }

  .top { display: flex; align-items: center; gap: .5em; padding: .7em .7em .7em 1.25em; background: var(--chat-head); color: var(--chat-on-head); }
  .top :focus-visible { outline-color: currentColor; outline-offset: -5px; }
  .top button:hover { background: rgb(128 128 128 / .3); }
  h2 { flex: 1; font-size: 1.0625em; line-height: 1.3; font-weight: 650; overflow-wrap: break-word; text-wrap: balance; }
  .leave { display: flex; align-items: center; gap: .4em; min-block-size: 2.9em; padding: .25em .8em; font-size: .9375em; font-weight: 600; border-color: currentColor; line-height: 1.2; text-align: start; overflow-wrap: normal; }

  .log-frame { position: relative; flex: 1; min-block-size: 0; display: flex; }
  .log { position: relative; flex: 1; overflow-y: auto; overscroll-behavior: contain; }
  .log, .strip, .foot { padding: .75em max(1em, 50% - 23em); }
  .list { display: flex; flex-direction: column; gap: .875em; padding-block: .5em; list-style: none; }
  .list > li { display: flex; flex-direction: column; align-items: flex-start; gap: .5em; }
  .bubble { display: grid; gap: .75em; max-inline-size: min(36em, 94%); padding: .75em 1em; background: var(--chat-card); border: 1px solid var(--chat-line); border-radius: 1.125em; border-end-start-radius: .35em; }
  .list > .user { align-items: flex-end; }
  .user p { max-inline-size: min(30em, 86%); padding: .7em 1em; background: var(--chat-mine); color: #fff; border-radius: 1.125em; border-end-end-radius: .35em; white-space: pre-wrap; }
  .user small { color: var(--chat-soft); font-size: .875em; }
  .bubble > ul:not([role]) { display: grid; gap: .4em; padding-inline-start: 1.25em; list-style: disc; }
  ::marker { color: var(--chat-accent); }
  figure { padding-inline-start: .875em; border-inline-start: 3px solid var(--chat-accent); }
  blockquote { font-style: italic; }
  figcaption { margin-block-start: .35em; color: var(--chat-soft); font-size: .9375em; }
  .from { display: flex; gap: .4em; padding-block-start: .6em; border-block-start: 1px solid var(--chat-line); font-size: .875em; color: var(--chat-soft); overflow-wrap: break-word; }
  .from ul { list-style: none; }

  .lines { display: grid; gap: .625em; list-style: none; }
  .line { display: grid; gap: .5em; padding: .75em; border: 1px solid var(--chat-help-line); border-radius: .875em; background: var(--chat-help); color: var(--chat-on-help); }
  .line-name { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .6em; line-height: 1.35; }
  .line-name small { font-size: .875em; }
  .ways { display: flex; flex-wrap: wrap; gap: .5em; }
  .way { flex: 1 1 8em; white-space: nowrap; display: flex; align-items: center; justify-content: center; gap: .55em; min-block-size: 48px; padding: .4em .75em; line-height: 1.2; position: relative;
    border: 2px solid var(--chat-act); border-radius: .75em; background: var(--chat-act); color: var(--chat-on-act); font-weight: 650; text-decoration: none; }
  .way.text { background: transparent; color: inherit; }
  .way:hover { text-decoration: underline; }
  .line :focus-visible, .strip :focus-visible { outline-color: var(--chat-on-help); }
  .crisis .bubble { inline-size: 36em; max-inline-size: 100%; border: 2px solid var(--chat-help-line); }

  .strip { flex: none; max-block-size: 38%; overflow-y: auto; background: var(--chat-help); color: var(--chat-on-help); border-block-start: 2px solid var(--chat-help-line); }
  .strip-head { display: flex; align-items: flex-start; gap: .5em; margin-block-end: .5em; line-height: 1.4; }
  .strip-head p { flex: 1; font-size: .9375em; }
  .strip-head button { margin: -.4em -.6em -.4em 0; }
  .strip .line { display: flex; flex-wrap: wrap; align-items: center; gap: .4em .75em; padding: 0; border: 0; font-size: .9375em; }
  .strip .line-name { flex: 1 1 5.5em; }
  .strip .ways { justify-content: flex-end; margin-inline-start: auto; }
  .strip small { display: none; }
  .strip .way { flex: none; min-block-size: 44px; padding-inline: .6em; }

  .choices { display: flex; flex-wrap: wrap; gap: .5em; list-style: none; max-inline-size: 36em; }
  .choice { min-block-size: 2.75em; padding: .5em 1em; border: 1.5px solid var(--chat-accent); border-radius: 1.4em; background: var(--chat-card); color: var(--chat-on-tint); text-align: start; line-height: 1.3; font-weight: 550; }
  .chosen { border-style: dashed; }
  .choice:hover, .choice[aria-disabled], .thumb:hover, .tool:hover { background: var(--chat-tint); color: var(--chat-on-tint); }
  .feedback { display: flex; flex-wrap: wrap; align-items: center; gap: .25em .5em; padding-inline-start: .25em; font-size: .875em; color: var(--chat-soft); }
  .thumb, .tool { display: inline-flex; align-items: center; gap: .4em; min-block-size: 2.15em; padding: .2em .7em; border-radius: 1.1em; }
  .thumb svg { inline-size: 1.05em; fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
  .thumb[aria-pressed="true"] { background: var(--chat-tint); color: var(--chat-on-tint); border-color: var(--chat-accent); }
  .tool { color: var(--chat-on-tint); font-weight: 550; text-decoration: underline; text-underline-offset: .2em; }
  .comment { flex-basis: 100%; display: flex; flex-wrap: wrap; align-items: flex-end; gap: .5em; }
  .comment label { flex: 1 1 12em; display: grid; gap: .3em; font-size: 1em; }
  .comment input { font-size: 1.143em; min-block-size: 2.9em; padding: .35em .75em; }
  .main, .jump { display: inline-flex; align-items: center; gap: .45em; min-block-size: 2.9em; padding: .4em 1.1em; background: var(--chat-accent); color: var(--chat-on-accent); font-weight: 650; }
  .main:hover { filter: brightness(1.08); }

  .list > .note { align-items: center; }
  .note p { max-inline-size: 32em; padding: .5em 1em; border-radius: .875em; background: var(--chat-tint); color: var(--chat-on-tint); font-size: .9375em; text-align: center; text-wrap: pretty; }
  .note a { color: inherit; }
  .list > .thinking { flex-direction: row; align-items: center; color: var(--chat-soft); font-size: .9375em; }
  .dots { display: flex; gap: .3em; }
  i { inline-size: .5em; block-size: .5em; border-radius: 50%; background: var(--chat-accent); }
  .jump { position: absolute; inset: auto 0 .5em; margin-inline: auto; inline-size: fit-content; border-radius: 1.5em; box-shadow: 0 2px 10px rgb(0 0 0 / .25); }

  .foot { flex: none; background: var(--chat-card); border-block-start: 1px solid var(--chat-line); }
  label { font-size: .9375em; font-weight: 600; }
  .write { display: flex; align-items: flex-end; gap: .5em; margin-block-start: .3em; }
  .send { min-block-size: 3em; }
  textarea { flex: 1; min-inline-size: 0; min-block-size: 3em; max-block-size: 8.5em; padding: .7em .9em; line-height: 1.5; resize: none; }
  textarea, input { border-color: var(--chat-edge); background: var(--chat-paper); color: var(--chat-ink); }
  textarea:focus-visible, input:focus-visible { outline-offset: 0; outline-width: 2px; }
  .privacy, .tools { margin-block-start: .5em; font-size: .875em; line-height: 1.4; color: var(--chat-soft); }
  .tools { margin: .25em -.45em -.3em; }
  .tools .tool { padding-inline: .45em; }
  .sure { display: flex; flex-wrap: wrap; gap: .5em; margin-block-end: .75em; padding: .75em 1em; border-radius: .875em; background: var(--chat-tint); color: var(--chat-on-tint); }
  .sure p { flex: 1 1 100%; font-weight: 600; }
  .sure button { scroll-margin-block-start: 6em; }
  .sure .tool { border-color: currentColor; text-decoration: none; padding-inline: 1.1em; border-radius: .75em; }

  @media (max-width: 30em) {
    :host(:not([inline])) .panel { position: fixed; inset: var(--chat-top, 0) 0 auto; inline-size: 100%; block-size: var(--chat-height, 100dvh); border: 0; border-radius: 0; }
  }
  @container chat (max-width: 17em) { .way { white-space: normal; } }
  @container chat (max-width: 27em) {
    .top { padding-inline-start: 1em; }
    .leave { max-inline-size: 7em; padding-inline: .7em; }
    .leave svg, .send svg, .strip .way svg { display: none; }
    .log, .strip, .foot { padding-inline: .75em; }
  }
  @container chat (max-height: 38em) { .strip:not([hidden]) ~ .foot { max-block-size: 6.75em; overflow-y: auto; } }
  @container chat (max-height: 27em) { .foot { max-block-size: 8em; overflow-y: auto; } .top { padding-block: .3em; } .foot { padding-block: .5em; } }
  @media (prefers-reduced-motion: no-preference) {
    i { animation: breathe 1.4s infinite; }
    i + i { animation-delay: .2s; }
    i + i + i { animation-delay: .4s; }
    .bot, .user { animation: rise .2s; }
    @keyframes breathe { 50% { opacity: .25; } }
    @keyframes rise { from { opacity: 0; translate: 0 .4em; } }
  }
  @media (forced-colors: active) {
    .top, .user p, .note p, .strip, .way, .main, .jump, .sure { border: 1px solid; }
    .thumb[aria-pressed="true"] { outline: 2px solid Highlight; }
    i { background: CanvasText; }
  }
  [hidden] { display: none !important; }
`;

export const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
