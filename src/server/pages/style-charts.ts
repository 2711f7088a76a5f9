/** Lines over time. */
export const CHARTS = `
.score-line { display: block; width: 100%; height: auto; overflow: visible; } .score-line.narrow { display: none; }
.score-line .rows path { stroke: var(--line); } .score-line text { font: 12px system-ui, sans-serif; fill: var(--soft); font-variant-numeric: tabular-nums; }
.score-line polyline { fill: none; stroke: var(--low); stroke-width: 2; stroke-linejoin: round; } .score-line .area { fill: var(--low); opacity: .09; }
.score-line .mark { fill: currentColor; stroke: var(--card); stroke-width: 2; } .score-line a:hover .mark, .score-line a:focus .mark { stroke: var(--ink); } .score-line a:focus { outline: none; } .score-line .mark.fair { color: var(--medium); }
.score-line .releases path { stroke: var(--soft); stroke-dasharray: 3 4; } .score-line .schedules .begun { fill: var(--soft); } .score-line .schedules .left-out { fill: none; stroke: var(--medium); stroke-width: 2; } .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: .3rem 0 0; font-size: .85rem; }
.memory-bars { display: block; max-width: 100%; fill: var(--low); margin: 0 0 .8rem; }
@media (max-width: 40rem) { .score-line.wide { display: none; } .score-line.narrow { display: block; } }
`;
