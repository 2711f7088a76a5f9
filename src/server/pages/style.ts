import { STYLE as REPORT } from '../../report/html/style.ts';
import { CHARTS } from './style-charts.ts';
import { FIELDS } from './style-fields.ts';
import { FORMS } from './style-forms.ts';
import { LISTS } from './style-lists.ts';

/** The frame of all pages: bar, navigation, content; on phones the navigation is a line that scrolls. */
const FRAME = `
:root { --link: #14598a; --brick: #c2410c; --raised: 0 1px 2px rgb(0 0 0 / .05); }
@media (prefers-color-scheme: dark) { :root { --link: #7cc1f0; --brick: #ff9257; --raised: none; } }
html { scroll-padding-top: 4.5rem; }
body { line-height: 1.5; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: 1px; }
:focus-visible { outline: 3px solid var(--low); outline-offset: 2px; border-radius: .3rem; }
main:focus { outline: none; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .6rem; background: var(--card); padding: .4rem 1rem; z-index: 9; }
.bar-top { position: sticky; top: 0; z-index: 5; display: flex; gap: 1rem; align-items: center; justify-content: space-between; height: 3.4rem; padding: 0 1.5rem; background: var(--card); border-bottom: 1px solid var(--line); }
.brand { display: inline-flex; gap: .55rem; align-items: center; font-weight: 700; color: var(--ink); text-decoration: none; letter-spacing: -.01em; }
.mark { width: 1.6rem; fill: var(--soft); } .mark .lit { fill: var(--brick); }
.account { display: flex; gap: .9rem; align-items: center; font-size: .92rem; min-width: 0; } .account a { color: var(--soft); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.frame { display: grid; grid-template-columns: 13.5rem minmax(0, 1fr); max-width: 96rem; margin: 0 auto; }
.nav { position: sticky; top: 3.4rem; align-self: start; max-height: calc(100vh - 3.4rem); overflow: auto; padding: 1.4rem .8rem 2rem; font-size: .95rem; }
.nav h2 { font-size: .72rem; letter-spacing: .07em; text-transform: uppercase; color: var(--soft); margin: 0 0 .4rem; padding: 0 .7rem; }
.nav ul { list-style: none; margin: 0 0 1.5rem; padding: 0; }
.nav a { display: flex; gap: .65rem; align-items: center; padding: .4rem .7rem; margin: .1rem 0; border-radius: .45rem; color: var(--soft); text-decoration: none; }
.nav a:hover { color: var(--ink); background: var(--code); } .nav a[aria-current] { color: var(--ink); background: var(--code); font-weight: 600; }
.icon { width: 1.15rem; height: 1.15rem; flex: none; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; } .nav a[aria-current] .icon { color: var(--brick); }
.frame main { max-width: 76rem; width: 100%; margin: 0; padding: 1.6rem 1.5rem 3rem; min-width: 0; }
h1 { font-size: 1.55rem; line-height: 1.25; letter-spacing: -.015em; } h2 { font-size: 1.08rem; margin: 0 0 .8rem; }
main > section:not(.panel) > h2 { margin-top: 2.4rem; }
.page-head { display: flex; flex-wrap: wrap; gap: .8rem 1.5rem; align-items: flex-start; justify-content: space-between; margin: 0 0 1.2rem; } .page-head > div:first-of-type { min-width: 0; flex: 1 1 16rem; }
.page-head .gauge { width: 7rem; height: 7rem; } .actions { display: flex; flex-wrap: wrap; gap: .5rem; }
.address { overflow-wrap: anywhere; margin: .15rem 0; font-size: .95rem; }
.panel { background: var(--card); border: 1px solid var(--line); border-radius: .7rem; padding: 1.1rem 1.25rem; margin: 0 0 1.1rem; box-shadow: var(--raised); min-width: 0; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 1.1rem; align-items: start; }
.trail ol { display: flex; flex-wrap: wrap; list-style: none; margin: 0 0 .6rem; padding: 0; font-size: .88rem; color: var(--soft); } .trail li { overflow-wrap: anywhere; } .trail li + li::before { content: "/"; margin: 0 .5rem; } .trail a { color: inherit; }
.notice { border: 1px solid var(--line); border-left: 4px solid var(--tone, var(--good)); background: var(--card); border-radius: .45rem; padding: .6rem .9rem; margin: 0 0 1.1rem; color: var(--ink); } .notice.bad { --tone: var(--bad); } .notice.fair { --tone: var(--fair); }
.empty { background: var(--card); border: 1px dashed var(--line); border-radius: .7rem; padding: 2.2rem 1.5rem; text-align: center; } .empty h1, .empty h2 { margin: 0 0 .4rem; } .empty h2:not(:first-child) { margin-top: 2rem; } .empty p { max-width: 34rem; margin: .5rem auto; } .empty pre { text-align: left; max-width: 38rem; margin: .8rem auto 0; }
.card-page { max-width: 25rem; margin: 12vh auto 0; padding: 0 1.25rem 3rem; } .card-page > .brand { justify-content: center; width: 100%; margin: 0 0 1.6rem; font-size: 1.15rem; } .card-page h1 { margin: 0 0 1rem; }
.frame footer { margin-top: 2.5rem; }
.tags { display: flex; flex-wrap: wrap; gap: .35rem; align-items: center; margin: .3rem 0 0; } .tag { font-size: .8rem; border: 1px solid var(--line); border-radius: 2rem; padding: .02rem .6rem; color: var(--soft); text-decoration: none; overflow-wrap: anywhere; } .tag:hover { color: var(--ink); border-color: var(--soft); } .owner { font-size: .85rem; color: var(--soft); margin-right: .3rem; }
@media (max-width: 62rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 52rem) {
  .bar-top { padding: 0 1rem; } .frame { display: block; } .frame main { padding: 1.1rem 1rem 2.5rem; }
  .nav { position: static; max-height: none; display: flex; gap: .2rem; overflow-x: auto; padding: .4rem .6rem; border-bottom: 1px solid var(--line); background: var(--card); } .nav .group, .nav ul { display: contents; } .nav h2 { display: none; } .nav li { flex: none; list-style: none; } .nav a { padding: .35rem .6rem; white-space: nowrap; }
  h1 { font-size: 1.3rem; } .panel { padding: .9rem 1rem; }
}
@media print { .bar-top, .nav, .actions, .filters, form { display: none; } .frame { display: block; } .panel { border: 0; padding: 0; box-shadow: none; } }
`;

/** One sheet for all pages; parts of the HTML report look here as they look there. */
export const STYLE = `${REPORT}${FRAME}${FORMS}${FIELDS}${LISTS}${CHARTS}`;
