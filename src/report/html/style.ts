/** The report's one style sheet: light and dark by the reader's setting, ink on paper in print. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf8; --card: #ffffff; --ink: #1b1d22; --soft: #5a606b; --line: #e2e0da; --code: #f3f1ec;
  --critical: #a3123a; --high: #c2410c; --medium: #946200; --low: #1d6fa5; --info: #5a606b;
  --good: #1a7f4b; --fair: #b7791f; --bad: #b42335; --track: #e9e6df;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #111317; --card: #191c22; --ink: #e9e8e4; --soft: #a2a8b4; --line: #2c313a; --code: #12151a;
    --critical: #ff6b8f; --high: #ff9257; --medium: #e5b64a; --low: #6cb8ea; --info: #a2a8b4;
    --good: #4cc38a; --fair: #e0a94a; --bad: #ff7a86; --track: #2a2f38;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1, h2, h3, p, li, summary, .bars > * { overflow-wrap: anywhere; min-width: 0; }
h1 { font-size: 1.25rem; margin: 0; }
h2 { font-size: 1.15rem; margin: 3rem 0 1rem; }
h3 { font-size: 1.05rem; margin: 0; line-height: 1.35; }
h4 { font-size: .78rem; margin: 1.4rem 0 .35rem; color: var(--soft); letter-spacing: .06em; text-transform: uppercase; }
p { margin: .35rem 0; }
a { color: inherit; }
code, pre { font: .84rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.soft { color: var(--soft); }
.top { display: flex; gap: 2rem; align-items: center; flex-wrap: wrap; }
.top > div { flex: 1 1 18rem; min-width: 0; }
.gauge { width: 10rem; height: 10rem; flex: none; }
.gauge .track { stroke: var(--track); }
.gauge .letter { font: 700 54px system-ui, sans-serif; fill: var(--ink); }
.gauge .value { font: 500 13px system-ui, sans-serif; fill: var(--soft); }
.note { border-left: 4px solid var(--fair); padding: .1rem .9rem; margin: 1.2rem 0; }
.facts { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; margin: .6rem 0 0; padding: 0; list-style: none; color: var(--soft); font-size: .92rem; }
.facts b { color: var(--ink); font-weight: 600; }
.bars { display: grid; grid-template-columns: max-content minmax(4rem, .7fr) 2.4rem minmax(9rem, 1.3fr); gap: .5rem .9rem; align-items: center; font-size: .94rem; }
.bar { height: .72rem; border-radius: .36rem; background: var(--track); overflow: hidden; }
.bar i { display: block; height: 100%; border-radius: .36rem; background: currentColor; }
.bar.none { background: repeating-linear-gradient(90deg, var(--track) 0 4px, transparent 4px 9px); }
.num { text-align: right; font-variant-numeric: tabular-nums; font-weight: 600; }
.good { color: var(--good); } .fair { color: var(--fair); } .bad { color: var(--bad); }
.finding { background: var(--card); border: 1px solid var(--line); border-left: 5px solid var(--tone); border-radius: .5rem; margin: .8rem 0; }
.finding > summary { cursor: pointer; padding: .9rem 1.1rem; display: grid; grid-template-columns: 5.6rem minmax(0, 1fr); gap: .2rem .9rem; }
.finding > summary::-webkit-details-marker { display: none; }
.finding > summary:focus-visible, a:focus-visible, details > summary:focus-visible, code:focus-visible { outline: 3px solid var(--low); outline-offset: 2px; border-radius: .3rem; }
.finding .where { grid-column: 2; color: var(--soft); font-size: .9rem; overflow-wrap: anywhere; }
.badge { color: var(--tone); font-weight: 700; font-size: .8rem; letter-spacing: .04em; text-transform: uppercase; padding-top: .18rem; }
.inner { padding: 0 1.1rem 1.2rem; border-top: 1px solid var(--line); }
.fix { border-left: 4px solid var(--good); padding: .1rem .9rem; margin: .3rem 0; }
.critical { --tone: var(--critical); } .high { --tone: var(--high); } .medium { --tone: var(--medium); } .low { --tone: var(--low); } .info { --tone: var(--info); }
.prose h5 { font-size: .95rem; margin: 1rem 0 .3rem; } .prose pre { background: var(--code); border-radius: .4rem; padding: .7rem .9rem; overflow-x: auto; white-space: pre; }
.prose table { border-collapse: collapse; font-size: .88rem; } .prose td, .prose th { padding: .2rem .7rem .2rem 0; text-align: left; vertical-align: top; }
.places { margin: .2rem 0; padding-left: 1.2rem; } .places li { overflow-wrap: anywhere; margin: .15rem 0; }
pre { background: var(--code); border: 1px solid var(--line); border-radius: .4rem; padding: .7rem .85rem; margin: .4rem 0; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 26rem; overflow: auto; }
.curl { user-select: all; cursor: copy; display: block; background: var(--code); border: 1px solid var(--line); border-radius: .4rem; padding: .7rem .85rem; overflow-wrap: anywhere; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: .8rem; }
.pair > div { min-width: 0; }
.exchange { margin: .7rem 0; } .exchange > summary { cursor: pointer; }
.refs { font-size: .85rem; color: var(--soft); margin-top: 1.2rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th { color: var(--soft); font-weight: 600; }
.scroll { overflow-x: auto; } .scroll > table { min-width: 38rem; }
.access { white-space: nowrap; } .access.allowed { color: var(--good); font-weight: 600; } .access.error { color: var(--fair); } .access.denied, .access.not-found, .access.not-tested { color: var(--soft); }
.curve { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .8rem; margin: .8rem 0; --retention-fresh: var(--low); --retention-curve: var(--ink); }
.curve.bad { --retention-curve: var(--bad); } .curve svg { display: block; width: 100%; height: auto; color: var(--ink); }
.verdict { font-size: 1.05rem; font-weight: 600; } .verdict.fair { color: var(--medium); }
footer { margin-top: 3rem; color: var(--soft); font-size: .85rem; }
@media (max-width: 40rem) {
  main { padding-top: 1.5rem; }
  .bars { grid-template-columns: minmax(0, 1fr) 2.4rem; gap: .15rem .7rem; }
  .bars .bar { grid-column: 1; } .bars .num { grid-column: 2; grid-row: span 1; } .bars .what { grid-column: 1 / -1; margin-bottom: .6rem; } .bars .title { grid-column: 1 / -1; }
  .finding > summary { grid-template-columns: minmax(0, 1fr); } .finding .where { grid-column: 1; }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --code: #fff; --track: #ddd; --critical: #a3123a; --high: #c2410c; --medium: #7a5200; --low: #1d6fa5; --info: #444; --good: #1a7f4b; --fair: #946200; --bad: #b42335; }
  body { font-size: 10.5pt; } main { max-width: none; padding: 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .finding { break-inside: avoid-page; } pre { max-height: none; } h2 { break-after: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
