// @ts-check
/** The chat's looks. Sizes are in em, so that they follow the reader's own text size; sides are logical, for right-to-left pages. */

const DARK = `
  --paper: #12191b; --card: #1c2729; --ink: #e8eeed; --soft: #abbaba; --line: #324144; --edge: #81959a;
  --accent: var(--faq-chat-accent-dark, #93d1cb); --on-accent: var(--faq-chat-on-accent-dark, #0b2426);
  --head: #1b3234; --head-ink: #e6f3f1; --tint: #1f3739; --tint-ink: #c6e8e4; --mine: #28595c; --mine-ink: #f3fbfa;
  --help: #2b201a; --help-line: #7a5238; --help-ink: #f8ddc9; --act: #f1b88f; --act-ink: #2b1205;
  color-scheme: dark;`;

const STYLE = `
  *, ::before, ::after { box-sizing: border-box; }
  .heard { position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

  .panel {
    --paper: #f6f5f1; --card: #fff; --ink: #1e2b2e; --soft: #536265; --line: #dcdfd9; --edge: #728287;
    --accent: var(--faq-chat-accent, #1d5f63); --on-accent: var(--faq-chat-on-accent, #fff);
    --head: var(--faq-chat-accent, #1d5f63); --head-ink: var(--faq-chat-on-accent, #fff);
    --tint: #e6f0ee; --tint-ink: #17494c; --mine: #1d5f63; --mine-ink: #fff;
    --help: #fdf3ea; --help-line: #dfb08c; --help-ink: #54270f; --act: #8f3a14; --act-ink: #fff;
    color-scheme: light;
    display: flex; flex-direction: column; overflow: hidden; container: chat / size;
    inline-size: min(var(--faq-chat-width, 26em), 100vw - 2em); block-size: min(var(--faq-chat-height, 42em), 100dvh - 2em);
    color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 1.125em;
    box-shadow: 0 1px 3px rgb(0 0 0 / .12), 0 12px 40px rgb(0 0 0 / .2);
    font: 400 1em/1.5 var(--faq-chat-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif);
    text-align: start; overflow-wrap: anywhere; -webkit-text-size-adjust: 100%;
  }
  @media (prefers-color-scheme: dark) { :host(:not([theme="light"])) .panel { ${DARK} } }
  :host([theme="dark"]) .panel { ${DARK} }
  :host([inline]) .panel { inline-size: 100%; block-size: 100%; box-shadow: 0 1px 2px rgb(0 0 0 / .06), 0 6px 24px rgb(0 0 0 / .07); }

  h2, p, ul, ol, figure, blockquote { margin: 0; padding: 0; }
  button, input, textarea { font: inherit; color: inherit; }
  button { cursor: pointer; }
  svg { inline-size: 1.25em; block-size: 1.25em; fill: currentColor; flex: none; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  .panel:focus-visible, .log:focus-visible { outline-offset: -3px; }

  header { display: flex; align-items: center; gap: .5em; padding: .75em .75em .75em 1.25em; background: var(--head); color: var(--head-ink); }
  h2 { flex: 1; min-inline-size: 0; font-size: 1.0625em; line-height: 1.3; font-weight: 650; text-wrap: balance; overflow-wrap: break-word; }
  header button { display: inline-flex; align-items: center; justify-content: center; gap: .4em; min-block-size: 2.75em; border-radius: .75em;
    border: 1px solid transparent; background: transparent; }
  header button:hover { background: rgb(255 255 255 / .14); }
  header :focus-visible { outline-color: currentColor; outline-offset: -4px; }
  .leave { padding: .25em .8em; font-size: .9375em; font-weight: 600; border-color: currentColor; line-height: 1.2; }
  .leave svg:dir(rtl), .send svg:dir(rtl) { transform: scaleX(-1); }
  .icon-button { inline-size: 2.75em; padding: 0; }

  .log-frame { position: relative; flex: 1; min-block-size: 0; display: flex; }
  .log { position: relative; flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 1.25em 1em .75em; scrollbar-gutter: stable; }
  .list { display: flex; flex-direction: column; gap: .875em; list-style: none; max-inline-size: 46em; margin-inline: auto; }
  .list > li { display: flex; flex-direction: column; align-items: flex-start; gap: .5em; }
  .bubble, .user p { max-inline-size: min(36em, 94%); padding: .75em 1em; border-radius: 1.125em; }
  .bubble { display: grid; gap: .75em; background: var(--card); border: 1px solid var(--line); border-end-start-radius: .35em; }
  .list > .user { align-items: flex-end; margin-block-start: .375em; }
  .user p { max-inline-size: min(30em, 86%); background: var(--mine); color: var(--mine-ink); border-end-end-radius: .35em; white-space: pre-wrap; }
  .state { display: flex; align-items: center; gap: .5em; color: var(--soft); font-size: .875em; }
  .bubble ul:not([role]) { display: grid; gap: .4em; padding-inline-start: 1.25em; }
  .bubble ul:not([role]) ::marker { color: var(--accent); }
  blockquote { padding-inline-start: .875em; border-inline-start: 3px solid var(--accent); font-style: italic; }
  figcaption { margin-block-start: .35em; padding-inline-start: 1.06em; color: var(--soft); font-size: .9375em; }
  a { color: var(--accent); text-underline-offset: .15em; }
  a:hover { text-decoration-thickness: 2px; }
  .from { display: flex; gap: .4em; padding-block-start: .6em; border-block-start: 1px solid var(--line); font-size: .875em; line-height: 1.45; color: var(--soft); }
  .from ul { display: grid; gap: .25em; list-style: none; }

  .lines { display: grid; gap: .625em; list-style: none; }
  .line { display: grid; gap: .5em; padding: .75em; border: 1px solid var(--help-line); border-radius: .875em; background: var(--help); color: var(--help-ink); }
  .line-name { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .6em; line-height: 1.35; }
  .line-name small { font-size: .875em; }
  .ways { display: flex; flex-wrap: wrap; gap: .5em; }
  .way { flex: 1 1 9em; display: flex; align-items: center; justify-content: center; gap: .55em; min-block-size: 48px; padding: .5em .75em; line-height: 1.2;
    border: 2px solid var(--act); border-radius: .75em; background: var(--act); color: var(--act-ink); font-weight: 650; text-decoration: none; position: relative; }
  .way.text { background: transparent; color: var(--help-ink); }
  .way:hover { text-decoration: underline; }
  .way:focus-visible { outline-color: var(--help-ink); }
  .crisis .bubble { inline-size: min(36em, 100%); max-inline-size: 100%; border-color: var(--help-line); border-width: 2px; }

  .choices { display: flex; flex-wrap: wrap; gap: .5em; list-style: none; max-inline-size: min(36em, 100%); }
  .choice { min-block-size: 2.75em; padding: .5em 1em; border: 1.5px solid var(--accent); border-radius: 1.4em; background: var(--card); color: var(--tint-ink);
    text-align: start; line-height: 1.3; font-weight: 550; }
  .choice:hover { background: var(--tint); }
  .choice.chosen { border-style: dashed; }
  .choice[aria-disabled="true"] { background: var(--tint); cursor: default; }

  .feedback { display: flex; flex-wrap: wrap; align-items: center; gap: .25em .375em; padding-inline-start: .25em; font-size: .875em; color: var(--soft); }
  .ask { margin-inline-end: .25em; }
  .thumb, .more, .again, .tool { display: inline-flex; align-items: center; gap: .35em; min-block-size: 2.15em; padding: .2em .7em; border: 1px solid transparent;
    border-radius: 1.1em; background: transparent; color: var(--soft); }
  .thumb svg { inline-size: 1.05em; block-size: 1.05em; fill: none; stroke: currentColor; stroke-width: 1.9; stroke-linejoin: round; }
  .thumb:hover, .more:hover, .again:hover, .tool:hover { background: var(--tint); color: var(--tint-ink); }
  .thumb[aria-pressed="true"] { background: var(--tint); color: var(--tint-ink); border-color: var(--accent); font-weight: 600; }
  .more, .again { text-decoration: underline; text-underline-offset: .2em; }
  .said:not(:empty) { padding-inline: .25em; }
  .comment { flex-basis: 100%; display: flex; flex-wrap: wrap; align-items: flex-end; gap: .5em; color: var(--ink); }
  .comment label { flex: 1 1 12em; display: grid; gap: .25em; }
  .comment input { inline-size: 100%; min-block-size: 2.5em; padding: .35em .75em; font-size: 1.143em; }
  .comment button { min-block-size: 2.9em; padding: .35em 1em; border: 0; border-radius: .75em; background: var(--accent); color: var(--on-accent); font-weight: 600; }

  .list > .note { align-items: center; }
  .note p { max-inline-size: 32em; padding: .5em 1em; border-radius: .875em; background: var(--tint); color: var(--tint-ink); font-size: .9375em; text-align: center; text-wrap: pretty; }
  .note a { color: inherit; }
  .list > .thinking { flex-direction: row; align-items: center; gap: .6em; padding: .25em .5em; color: var(--soft); font-size: .9375em; }
  .dots { display: inline-flex; gap: .3em; }
  .dots i { inline-size: .5em; block-size: .5em; border-radius: 50%; background: var(--accent); }
  .jump { position: absolute; inset-block-end: .5em; inset-inline: 0; margin-inline: auto; inline-size: fit-content; min-block-size: 2.5em; padding: .35em 1.1em;
    border: 0; border-radius: 1.25em; background: var(--accent); color: var(--on-accent); font-weight: 600; box-shadow: 0 2px 10px rgb(0 0 0 / .25); }

  .strip { flex: none; max-block-size: 44%; overflow-y: auto; padding: .75em 1em; background: var(--help); color: var(--help-ink); border-block-start: 2px solid var(--help-line); }
  .strip > * { max-inline-size: 46em; margin-inline: auto; }
  .strip-head { display: flex; align-items: flex-start; justify-content: space-between; gap: .5em; margin-block-end: .5em; font-size: .9375em; line-height: 1.4; }
  .strip .line { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .35em .75em; padding: 0; border: 0; background: none; }
  .strip .line-name { flex: 1 1 9em; font-size: .9375em; }
  .strip .line-name small { display: none; }
  .strip .ways { flex: 0 1 auto; }
  .strip .way { flex: 0 1 auto; min-block-size: 44px; padding: .3em .75em; font-size: .9375em; }
  .plain { flex: none; display: grid; place-items: center; inline-size: 2em; block-size: 2em; padding: 0; border: 0; border-radius: .5em; background: transparent; }
  .plain:hover { background: rgb(128 128 128 / .2); }

  .foot { flex: none; padding: .75em 1em; background: var(--card); border-block-start: 1px solid var(--line); }
  .foot > * { max-inline-size: 46em; margin-inline: auto; }
  label { font-size: .9375em; font-weight: 600; }
  .write { display: flex; align-items: flex-end; gap: .5em; margin-block-start: .3em; }
  textarea { flex: 1; min-inline-size: 0; min-block-size: 3em; max-block-size: 8.5em; padding: .7em .9em; line-height: 1.5; resize: none; }
  textarea, input { border: 1px solid var(--edge); border-radius: .75em; background: var(--paper); }
  textarea:focus-visible, input:focus-visible { outline-offset: 0; outline-width: 2px; border-color: var(--accent); }
  .send { display: inline-flex; align-items: center; gap: .45em; min-block-size: 3em; padding: .5em 1.1em; border: 0; border-radius: .75em; background: var(--accent); color: var(--on-accent); font-weight: 650; }
  .send:hover { filter: brightness(1.08); }
  .privacy { margin-block-start: .6em; color: var(--soft); font-size: .875em; line-height: 1.4; text-wrap: pretty; }
  .tools { display: flex; flex-wrap: wrap; gap: .125em .25em; margin-block-start: .25em; font-size: .875em; }
  .tool { padding-inline: .6em; color: var(--tint-ink); font-weight: 550; text-decoration: underline; text-underline-offset: .2em; text-decoration-thickness: 1px; }
  .tools .tool:first-child { margin-inline-start: -.6em; }
  .ask-first { display: flex; flex-wrap: wrap; align-items: center; gap: .5em; margin-block-end: .75em; padding: .5em .5em .5em 1em; border-radius: .875em; background: var(--tint); color: var(--tint-ink); }
  .ask-first p { flex: 1 1 8em; font-weight: 600; }
  .ask-first .tool { min-block-size: 2.5em; text-decoration: none; border-color: currentColor; padding-inline: 1em; }
  .ask-first .strong { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }

  @media (max-width: 30em) {
    :host(:not([inline])) .panel { position: fixed; inset-inline: 0; inset-block-start: var(--view-top, 0); inline-size: 100%; block-size: var(--view-height, 100dvh); border: 0; border-radius: 0; }
  }
  @container chat (max-width: 25em) {
    header { padding-inline-start: 1em; }
    .log, .strip, .foot { padding-inline: .75em; }
    .send { padding-inline: .8em; }
  }
  @container chat (max-height: 27em) { .privacy, .tools { display: none; } .foot { padding-block: .5em; } }
  @container chat (max-height: 17em) { header { padding-block: .25em; } label { font-size: .8125em; } }
  @media (prefers-reduced-motion: no-preference) {
    .log { scroll-behavior: smooth; }
    .dots i { animation: breathe 1.4s ease-in-out infinite; }
    .dots i:nth-child(2) { animation-delay: .2s; }
    .dots i:nth-child(3) { animation-delay: .4s; }
    .list > .bot, .list > .user { animation: rise .22s ease-out; }
    @keyframes breathe { 50% { opacity: .25; } }
    @keyframes rise { from { opacity: 0; translate: 0 .4em; } }
  }
  @media (forced-colors: active) {
    .user p, .note p, .strip, .way, .send, .jump, .ask-first, .comment button, header { border: 1px solid CanvasText; }
    .way, .send, .choice, .thumb { border: 2px solid ButtonText; }
    .thumb[aria-pressed="true"] { border-color: Highlight; outline: 2px solid Highlight; }
    .dots i { background: CanvasText; }
    svg { forced-color-adjust: auto; }
  }
  [hidden] { display: none !important; }
`;

export const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
