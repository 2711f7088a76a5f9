/** Buttons, fields and what is asked for in a line above a list. */
export const FORMS = `
button, .button { display: inline-flex; align-items: center; justify-content: center; gap: .4rem; font: inherit; font-size: .93rem; font-weight: 600; line-height: 1.3; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .42rem .9rem; cursor: pointer; text-decoration: none; white-space: nowrap; }
button:hover, .button:hover { border-color: var(--soft); }
button.primary, .button.primary { background: var(--ink); border-color: var(--ink); color: var(--paper); } button.primary:hover, .button.primary:hover { opacity: .88; }
button.danger { background: var(--bad); border-color: var(--bad); color: var(--paper); } button.quiet { border-color: transparent; background: none; color: var(--soft); padding: .3rem .4rem; font-weight: 400; text-decoration: underline; text-underline-offset: .15em; } button.quiet:hover { color: var(--ink); }
button.small, .button.small { font-size: .85rem; padding: .25rem .6rem; }
label { font-weight: 600; font-size: .93rem; } fieldset { border: 0; margin: 0; padding: 0; } fieldset > legend { font-weight: 600; font-size: .93rem; padding: 0; margin: 0 0 .3rem; }
input:not([type="checkbox"], [type="radio"]), select, textarea { display: block; width: 100%; font: inherit; font-weight: 400; color: var(--ink); background: var(--paper); border: 1px solid color-mix(in srgb, var(--soft) 55%, var(--line)); border-radius: .45rem; padding: .42rem .65rem; margin-top: .25rem; } input[hidden], input[type="hidden"] { display: none; }
input::placeholder, textarea::placeholder { color: var(--soft); opacity: 1; }
input[type="checkbox"], input[type="radio"] { accent-color: var(--link); width: 1.05rem; height: 1.05rem; margin: .15rem 0 0; flex: none; }
.stack { display: grid; gap: .95rem; max-width: 42rem; } .stack > p { margin: -.5rem 0 0; font-size: .9rem; } .card-page .stack button { width: 100%; padding: .55rem; }
.row { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
.choice { display: flex; gap: .6rem; align-items: flex-start; margin: .35rem 0; font-weight: 400; } .choice .soft { display: block; font-size: .9rem; }
.panel.danger { border-color: color-mix(in srgb, var(--bad) 45%, var(--line)); }
.other { margin-top: 1.3rem; } .other > summary { cursor: pointer; color: var(--soft); font-size: .93rem; } .other form { margin-top: .8rem; } .other a.button { width: 100%; margin-top: .6rem; }
.filters { display: flex; flex-wrap: wrap; gap: .6rem .8rem; align-items: flex-end; margin: 0 0 1.1rem; } .filters label { font-size: .8rem; color: var(--soft); font-weight: 600; } .filters label:first-of-type { flex: 1 1 14rem; max-width: 26rem; } .filters select { min-width: 8.5rem; } .filters input, .filters select { background: var(--card); }
.inner > .triage { border-top: 1px solid var(--line); margin-top: 1.2rem; padding-top: .9rem; } .triage .row > label { flex: 1 1 16rem; } .triage .row > label.short { flex: 0 1 11rem; } .triage .row { align-items: flex-end; }
.copy { float: right; margin: .3rem; }
@media (max-width: 40rem) { .filters label { flex: 1 1 8rem; } .filters label:first-of-type { flex-basis: 100%; max-width: none; } .filters button { flex: 1; } }
`;
