import { SEVERITIES } from '../../result.ts';
import { PRINT } from './style-print.ts';

/** Unticked, a severity is out of sight; what an anchor leads to is shown all the same. */
const HIDDEN = SEVERITIES.map(
  (severity) =>
    `main:has(#show-${severity}:not(:checked)) :is(.finding, .notes).${severity}:not(:has(:target)) { display: none; }`,
).join('\n');

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
h1, h2, h3, p, li, summary, summary > * { overflow-wrap: anywhere; min-width: 0; }
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
.gauge.bad .letter { fill: var(--bad); } .gauge.zero .track { stroke: color-mix(in srgb, var(--bad) 40%, var(--track)); }
.gauge .value { font: 500 13px system-ui, sans-serif; fill: var(--soft); }
.note { border-left: 4px solid var(--fair); padding: .1rem .9rem; margin: 1.2rem 0; }
.facts { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; margin: .6rem 0 0; padding: 0; list-style: none; color: var(--soft); font-size: .92rem; }
.facts b { color: var(--ink); font-weight: 600; }
.check { border-top: 1px solid var(--line); } .check:last-child { border-bottom: 1px solid var(--line); }
.check > summary { cursor: pointer; display: grid; grid-template-columns: minmax(0, 1.5fr) minmax(4rem, .8fr) 2.6rem minmax(9rem, 1.2fr); gap: .5rem .9rem; align-items: center; padding: .42rem .2rem; font-size: .94rem; list-style: none; }
.check > summary::-webkit-details-marker, .finding > summary::-webkit-details-marker { display: none; }
.check > summary .title::before { content: "▸ "; color: var(--soft); } .check[open] > summary .title::before { content: "▾ "; }
.check > .inner { border: 0; padding: 0 0 .8rem 1.3rem; }
.sum { width: auto; } .sum td { border: 0; padding: .12rem .7rem .12rem 0; } .sum .total td { border-top: 1px solid var(--line); font-weight: 600; }
.bar { display: block; width: 100%; height: .72rem; border-radius: .36rem; background: var(--track); overflow: hidden; }
.bar rect { fill: currentColor; }
.bar.zero { background: color-mix(in srgb, var(--bad) 30%, var(--track)); outline: 1px solid var(--bad); }
.bar.none { background: repeating-linear-gradient(90deg, var(--track) 0 4px, transparent 4px 9px); }
.num { text-align: right; font-variant-numeric: tabular-nums; font-weight: 600; }
.good { color: var(--good); } .fair { color: var(--fair); } .bad { color: var(--bad); }
.finding { background: var(--card); border: 1px solid var(--line); border-left: 5px solid var(--tone); border-radius: .5rem; margin: .8rem 0; }
.finding > summary { cursor: pointer; padding: .9rem 1.1rem; display: grid; grid-template-columns: 5.6rem minmax(0, 1fr); gap: .2rem .9rem; }
.finding > summary:focus-visible, a:focus-visible, details > summary:focus-visible, code:focus-visible { outline: 3px solid var(--low); outline-offset: 2px; border-radius: .3rem; }
.finding .where { grid-column: 2; line-height: 1.4; color: var(--soft); font-size: .9rem; overflow-wrap: anywhere; }
.badge { color: var(--tone); font-weight: 700; font-size: .8rem; letter-spacing: .04em; text-transform: uppercase; padding-top: .18rem; }
.inner { padding: 0 1.1rem 1.2rem; border-top: 1px solid var(--line); scroll-margin-top: 4.5rem; }
.finding:has(:target) { outline: 3px solid var(--low); outline-offset: 2px; }
details:has(> :target)::details-content { content-visibility: visible; block-size: auto; }
.first { list-style: none; counter-reset: first; padding: 0; margin: 0; }
.first > li { counter-increment: first; position: relative; background: var(--card); border: 1px solid var(--line); border-left: 5px solid var(--tone); border-radius: .5rem; padding: .8rem 1.1rem .9rem 3.1rem; margin: .7rem 0; }
.first > li::before { content: counter(first); position: absolute; left: 1.1rem; top: .62rem; font-size: 1.35rem; font-weight: 700; color: var(--tone); }
.first p { margin: .2rem 0; } .first .impact { font-weight: 600; } .first .fix { margin: .45rem 0 .2rem; }
.proof { display: block; background: var(--code); border: 1px solid var(--line); border-radius: .4rem; padding: .35rem .7rem; overflow-wrap: anywhere; }
.brief { font-size: 1.02rem; max-width: 46rem; margin: .6rem 0; }
.trend { display: flex; flex-wrap: wrap; gap: .5rem 1.4rem; align-items: center; margin: 1.2rem 0; } .trend svg { width: 15rem; height: 3.5rem; flex: none; } .trend p { flex: 1 1 18rem; }
.trend line { stroke: var(--track); } .trend polyline { fill: none; stroke: var(--soft); stroke-width: 2; } .trend circle { fill: currentColor; stroke: var(--paper); stroke-width: 1.5; }
.chips { border: 0; padding: 0; margin: 0 0 .8rem; display: flex; flex-wrap: wrap; gap: .45rem; } .chips legend { float: left; padding: .3rem .4rem 0 0; color: var(--soft); font-size: .9rem; }
.chip { display: inline-flex; align-items: center; gap: .4rem; border: 1.5px solid var(--tone, var(--line)); border-radius: 2rem; padding: .18rem .75rem; font-size: .9rem; font-weight: 600; color: var(--tone, var(--ink)); cursor: pointer; }
.chip input { accent-color: var(--tone, var(--ink)); margin: 0; } .chip:not(:has(:checked)):not(.all) { border-style: dashed; font-weight: 400; } .chip.all { margin-left: auto; } .chip:has(:focus-visible) { outline: 3px solid var(--low); outline-offset: 2px; }
${HIDDEN}
main:has(#show-details:checked) :is(.finding, .notes)::details-content { content-visibility: visible; block-size: auto; }
.notes > summary { cursor: pointer; padding: .5rem 0; }
section > details > summary { cursor: pointer; padding: .2rem 0; }
.matrix th[scope="row"] { color: var(--ink); font-weight: 400; white-space: nowrap; padding-right: 1.2rem; }
.matrix th[scope="col"], tbody > tr > th[scope="row"] { white-space: nowrap; }
.standard { color: var(--ink); padding-top: .9rem; }
.matrix a { text-decoration-color: var(--tone); }
.fix { border-left: 4px solid var(--good); padding: .1rem .9rem; margin: .3rem 0; }
.critical { --tone: var(--critical); } .high { --tone: var(--high); } .medium { --tone: var(--medium); } .low { --tone: var(--low); } .info { --tone: var(--info); }
.prose h5 { font-size: .95rem; margin: 1rem 0 .3rem; } .prose pre { max-height: none; background: var(--code); border-radius: .4rem; padding: .7rem .9rem; overflow-x: auto; white-space: pre; }
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
  .gauge { width: 7rem; height: 7rem; } .top { gap: 1rem; }
  .check > summary { grid-template-columns: minmax(0, 1fr) 2.6rem; gap: .15rem .7rem; }
  .check .title, .check .what { grid-column: 1 / -1; } .check > .inner { padding-left: .2rem; }
  .first > li { padding-left: 2.6rem; padding-right: .8rem; } .first > li::before { left: .8rem; }
  .chip.all { margin-left: 0; }
  .finding > summary { grid-template-columns: minmax(0, 1fr); } .finding .where { grid-column: 1; }
}
${PRINT}
`;
