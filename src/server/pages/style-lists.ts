/** Lists of APIs, scans and findings, and the tiles in them. */
export const LISTS = `
.grade { display: inline-flex; flex-direction: column; align-items: center; justify-content: center; width: 3.1rem; height: 3.1rem; border-radius: .7rem; line-height: 1.05; background: color-mix(in srgb, currentColor 13%, var(--card)); border: 1px solid color-mix(in srgb, currentColor 38%, var(--card)); } .grade b { font-size: 1.35rem; } .grade small { font-size: .75rem; font-weight: 600; } .grade.none { color: var(--soft); }
.grade.fair, .grade-inline.fair, .change.fair, .grade-counts .fair, .num.fair { color: var(--medium); }
.grade-inline b { font-size: 1.05em; } .grade-inline { font-weight: 600; white-space: nowrap; font-variant-numeric: tabular-nums; }
.change { font-size: .85rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.grade-counts { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; margin: 0 0 1rem; padding: 0; } .grade-count { display: inline-flex; gap: .5rem; border: 1px solid var(--line); background: var(--card); border-radius: .55rem; padding: .28rem .8rem; color: var(--ink); text-decoration: none; font-variant-numeric: tabular-nums; } .grade-count:hover { border-color: var(--soft); } .grade-count.zero { color: var(--soft); } .grade-count[aria-current] { border-color: var(--ink); box-shadow: inset 0 0 0 1px var(--ink); }
.apis { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: .7rem; box-shadow: var(--raised); } .apis:empty { display: none; }
.api { display: grid; grid-template-columns: 3.1rem minmax(0, 1.5fr) 9rem minmax(0, 1.5fr) minmax(0, 1.2fr) 6.5rem; gap: 0 1.1rem; align-items: center; padding: .95rem 1.1rem; } .api + .api { border-top: 1px solid var(--line); }
.api h2 { font-size: 1.02rem; margin: 0; } .api h2 a { color: var(--ink); text-decoration: none; } .api h2 a:hover { text-decoration: underline; } .api p { margin: .1rem 0; font-size: .88rem; } .api .tags { margin-top: .25rem; } .api-last, .api-worst { font-size: .9rem; } .api-act { text-align: right; } .api-act button { font-size: .85rem; padding: .3rem .65rem; }
.api-trend { display: flex; gap: .5rem; align-items: center; } .worst { color: var(--ink); text-decoration: none; } .worst:hover { text-decoration: underline; } .worst .badge { display: inline; margin-right: .25rem; }
.spark { width: 6rem; height: 1.75rem; flex: none; } .spark polyline { fill: none; stroke: var(--soft); stroke-width: 1.6; stroke-linejoin: round; } .spark circle { fill: currentColor; }
.counts .count { display: inline-block; color: var(--tone); font-weight: 600; font-size: .85rem; margin-right: .35rem; white-space: nowrap; } .counts .word { font-weight: 400; }
.status { display: inline-block; font-size: .85rem; font-weight: 600; } .status::before { content: ""; display: inline-block; width: .55rem; height: .55rem; border-radius: 50%; background: currentColor; margin-right: .4rem; } .status.busy { color: var(--low); } .status.fair { color: var(--medium); } .fair { color: var(--medium); }
@media (prefers-reduced-motion: no-preference) { .status.busy::before { animation: breathe 1.6s ease-in-out infinite; } @keyframes breathe { 50% { opacity: .25; } } }
.scans th[scope="row"] { font-weight: 400; } .scans td { white-space: nowrap; }
.finding-rows { list-style: none; margin: 0; padding: 0; } .finding-rows li { display: grid; grid-template-columns: 5rem minmax(0, 1fr) auto; gap: 0 .9rem; padding: .6rem 0; border-top: 1px solid var(--line); align-items: baseline; } .finding-rows li:first-child { border-top: 0; padding-top: 0; } .finding-rows a { color: var(--ink); } .finding-rows p { margin: .1rem 0 0; font-size: .87rem; overflow-wrap: anywhere; } .finding-rows .state { font-size: .85rem; text-align: right; } .finding-rows .badge { padding: 0; }
.columns .finding-rows li { grid-template-columns: 4.6rem minmax(0, 1fr); } .columns .finding-rows .state { grid-column: 2; text-align: left; }
.state-reopened { color: var(--bad); } .state-fixed { color: var(--good); } .state-accepted, .state-false-positive { color: var(--medium); }
.check-rows { list-style: none; margin: 0; padding: 0; } .check-rows li { display: grid; grid-template-columns: minmax(0, 1fr) 6rem 2.2rem 2.6rem 6.2rem; gap: 0 .7rem; align-items: center; padding: .34rem 0; border-top: 1px solid var(--line); font-size: .94rem; } .check-rows li:first-child { border-top: 0; } .check-rows .what { font-size: .84rem; }
.ages td, .ages thead th:not(:first-child) { text-align: right; padding-right: .8rem; } .ages .badge { padding: 0; } .ages a { text-decoration: none; }
.matrix .changed th, .matrix .changed td { background: color-mix(in srgb, var(--medium) 9%, transparent); } .was { display: block; font-weight: 400; font-size: .8rem; color: var(--soft); }
.more { text-align: center; margin: 1.2rem 0; }
.as-table { margin-top: .6rem; font-size: .93rem; } .as-table > summary { color: var(--soft); }
@media (max-width: 75rem) { .api { grid-template-columns: 3.1rem minmax(0, 1.4fr) minmax(0, 1.4fr) minmax(0, 1fr); } .api-grade { grid-row: span 2; align-self: start; } .api-trend { grid-column: 4; grid-row: 1; } .api-worst { grid-column: 3; grid-row: 1; } .api-name { grid-column: 2; grid-row: 1 / span 2; align-self: start; } .api-last { grid-column: 3; grid-row: 2; } .api-act { grid-column: 4; grid-row: 2; text-align: left; } }
@media (max-width: 40rem) {
  .api { grid-template-columns: 3.1rem minmax(0, 1fr) auto; gap: .5rem .8rem; padding: .9rem .9rem; } .api-grade { grid-row: 1; } .api-name { grid-column: 2 / -1; grid-row: 1; } .api-trend { grid-column: 1 / 3; grid-row: 2; } .api-act { grid-column: 3; grid-row: 2; } .api-worst { grid-column: 1 / -1; grid-row: 3; } .api-last { grid-column: 1 / -1; grid-row: 4; }
  .api-trend:empty { display: none; }
  .finding-rows li, .columns .finding-rows li { grid-template-columns: minmax(0, 1fr); gap: .15rem; } .finding-rows .state, .columns .finding-rows .state { grid-column: 1; text-align: left; }
  .check-rows li { grid-template-columns: minmax(0, 1fr) 4.5rem 2rem 2.4rem; } .check-rows .spark, .check-rows .no-spark { width: 4.5rem; } .check-rows .what { grid-column: 1 / -1; } .check-rows .what:empty { display: none; }
}
`;
