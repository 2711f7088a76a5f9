/** Lines over time. */
export const CHARTS = `
.score-line { display: block; width: 100%; height: auto; overflow: visible; } .score-line.narrow { display: none; }
.score-line .rows path { stroke: var(--line); } .score-line text { font: 12px system-ui, sans-serif; fill: var(--soft); font-variant-numeric: tabular-nums; }
.score-line polyline { fill: none; stroke: var(--low); stroke-width: 2; stroke-linejoin: round; } .score-line .area { fill: var(--low); opacity: .09; }
.score-line circle { fill: currentColor; stroke: var(--card); stroke-width: 2; } .score-line a:hover circle, .score-line a:focus circle { stroke: var(--ink); } .score-line a:focus { outline: none; } .score-line circle.fair { color: var(--medium); }
@media (max-width: 40rem) { .score-line.wide { display: none; } .score-line.narrow { display: block; } }
`;
