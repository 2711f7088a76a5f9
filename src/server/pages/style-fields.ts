/** Fields with hints and mistakes, and what is shown once or asked twice. */
export const FIELDS = `
.field .optional { font-weight: 400; font-size: .82rem; color: var(--soft); } .field p { margin: .25rem 0 0; font-size: .88rem; } .hint { color: var(--soft); } .wrong { color: var(--bad); font-weight: 600; font-size: .88rem; margin: .25rem 0 0; }
input[aria-invalid], textarea[aria-invalid], select[aria-invalid] { border-color: var(--bad) !important; } fieldset[aria-invalid] { border-left: 3px solid var(--bad); padding-left: .8rem; }
input.short { max-width: 11rem; } .code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace !important; font-size: .9rem !important; } textarea { resize: vertical; }
.notice ul { margin: .2rem 0 0; padding-left: 1.2rem; } .notice a { color: inherit; }
main > h1 { margin-bottom: 1rem; } main > h1 + .soft { margin: -.8rem 0 1.1rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .95rem; align-items: start; }
.stack > h2, .stack > h3 { margin: .6rem 0 -.3rem; } .stack > .hint { margin: -.5rem 0 0; font-size: .88rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.confirm { position: relative; display: inline-block; } .confirm > summary { list-style: none; } .confirm > summary::-webkit-details-marker { display: none; } .confirm[open] > summary { border-color: var(--soft); }
.confirm > form { position: absolute; right: 0; z-index: 4; width: 17rem; max-width: 80vw; margin-top: .35rem; padding: .8rem .9rem; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; box-shadow: 0 6px 24px rgb(0 0 0 / .18); text-align: left; white-space: normal; } .confirm > form p { margin: 0 0 .7rem; font-size: .92rem; }
.left .confirm > form { right: auto; left: 0; }
.row-actions { display: flex; flex-wrap: wrap; gap: .4rem; justify-content: flex-end; align-items: center; }
.once { border-color: color-mix(in srgb, var(--good) 55%, var(--line)); } .once h2 { color: var(--good); } .secret { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--code); border-radius: .45rem; padding: .8rem 1rem; }
.cards { display: grid; grid-template-columns: minmax(0, 1.6fr) minmax(0, 1.3fr) minmax(0, 1.1fr) auto; gap: 0 1.2rem; list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: .7rem; box-shadow: var(--raised); }
.cards > li { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; gap: .3rem 1.2rem; align-items: center; padding: .85rem 1.1rem; } .cards > li + li { border-top: 1px solid var(--line); }
.cards h2, .cards h3 { font-size: 1rem; margin: 0; } .cards h2 a, .cards h3 a { color: var(--ink); text-decoration: none; } .cards h2 a:hover, .cards h3 a:hover { text-decoration: underline; } .cards p { margin: .1rem 0; font-size: .88rem; overflow-wrap: anywhere; } .cards .off h2 a, .cards .off h3 a { color: var(--soft); }
.pill { display: inline-block; font-size: .78rem; font-weight: 600; border: 1px solid var(--line); border-radius: 2rem; padding: .04rem .6rem; color: var(--soft); white-space: nowrap; } .pill.good { color: var(--good); } .pill.bad { color: var(--bad); } .pill.fair { color: var(--medium); } .pill.busy { color: var(--low); }
.kinds { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .8rem; list-style: none; margin: 0; padding: 0; } .kinds a { display: block; height: 100%; background: var(--card); border: 1px solid var(--line); border-radius: .7rem; padding: .9rem 1.05rem; color: var(--ink); text-decoration: none; box-shadow: var(--raised); } .kinds a:hover { border-color: var(--soft); } .kinds b { display: block; } .kinds .soft { font-size: .9rem; }
.runs { margin: .3rem 0 0; padding-left: 1.3rem; font-variant-numeric: tabular-nums; } .runs li { padding: .1rem 0; } .next { background: var(--code); border-radius: .5rem; padding: .8rem 1rem; } .next > p { margin: 0; font-size: .93rem; }
.said { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .35rem 1.2rem; margin: 0; font-size: .94rem; } .said dt { color: var(--soft); } .said dd { margin: 0; overflow-wrap: anywhere; }
.body { max-height: 24rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--code); border-radius: .45rem; padding: .8rem 1rem; margin: .4rem 0; }
.attempts { list-style: none; margin: 0; padding: 0; } .attempts > li { border-top: 1px solid var(--line); padding: .6rem 0; } .attempts > li:first-child { border-top: 0; padding-top: 0; }
.if-chosen { margin: 0 0 .5rem 1.65rem; } .if-chosen label { font-weight: 400; font-size: .9rem; } .if-chosen .short, .if-chosen select { max-width: 11rem; } .condition:has(> .choice input:not(:checked)) .if-chosen { display: none; }
form:has([name="when"]:checked:not([value="custom"])) .if-custom, form:has([name="smtp"][value="usual"]:checked) .if-own, form:has([name="about"]:checked:not([value="label"])) .if-label, form:has([name="digest"]:checked:not([value="daily"])) .if-daily { display: none; }
.if-own { display: grid; gap: .95rem; }
main > .group { margin: 0 0 1.3rem; } main > .group > h2 { margin-top: 0; } .other > .cards { margin-top: .7rem; } main > .other { margin: 1.1rem 0; } main > form + .panel { margin-top: 1.3rem; } main > form > p { margin: 0; }
.identity .pair { grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); }
.identity { border: 1px solid var(--line); border-radius: .55rem; padding: .8rem 1rem; } .identity > legend { padding: 0 .4rem; }
.guide-body { max-width: 52rem; } .guide-body h2 { margin: 2rem 0 .5rem; } .guide-body h3 { margin: 1.4rem 0 .4rem; } .guide-body pre { background: var(--code); border: 1px solid var(--line); border-radius: .5rem; padding: .8rem 1rem; overflow-x: auto; }
.filters.even label:first-of-type { flex: 0 1 auto; } .audit { grid-template-columns: minmax(0, 2.6fr) minmax(0, .9fr) minmax(0, 1fr) auto; } .audit .detail { margin-right: .6rem; }
.api-links { display: flex; flex-wrap: wrap; gap: .2rem 1rem; margin: .5rem 0 0; font-size: .92rem; }
.plain { list-style: none; margin: 0; padding: 0; }
@media (max-width: 52rem) { .cards { grid-template-columns: minmax(0, 1fr); } .cards > li > :empty { display: none; } .cards > li > .row-actions { justify-content: flex-start; margin-top: .3rem; } .confirm[open] { flex: 1 1 100%; } .confirm > form { position: static; width: auto; max-width: none; box-shadow: none; } }
@media (max-width: 40rem) { .said { grid-template-columns: minmax(0, 1fr); gap: 0; } .said dd { margin-bottom: .5rem; } .stack > .row > button.primary { flex: 1; } }
`;
