import { placeName } from '../../findings/place-name.ts';
import type { RootCause } from '../../findings/root-causes.ts';
import type { Finding } from '../../result.ts';
import { FIX_FIRST, impactOf } from '../impact.ts';
import { proofOf } from '../proof.ts';
import { counted } from '../words.ts';
import { badge, toFinding } from './links.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

/** Two or three lines of a page. */
const PROOF_CHARACTERS = 240;

/** The root causes to begin with: what an attacker can do, what proves it, what to change. */
export function fixFirstSection(causes: readonly RootCause[]): Markup | '' {
  if (causes.length === 0) return '';
  const left = causes.length - FIX_FIRST;
  return markup`<section aria-labelledby="fix-first"><h2 id="fix-first">Fix first</h2>
<ol class="first">${causes.slice(0, FIX_FIRST).map(item)}</ol>
${left > 0 && markup`<p class="soft">${counted(left, 'further cause')} below, under <a href="#findings">Findings</a>.</p>`}</section>`;
}

function item({ leader, others }: RootCause): Markup {
  return markup`<li class="${leader.severity}">
<p class="head">${badge(leader)} <b>${toFinding(leader)}</b>${leader.confidence !== 'confirmed' && markup` <span class="soft">(${leader.confidence})</span>`}</p>
<p class="impact">${impactOf(leader)}</p>
${where(leader)}
<p><code class="proof">${proofOf(leader, PROOF_CHARACTERS)}</code></p>
<p class="fix">${leader.remediation}</p>
${others.length > 0 && markup`<p class="soft">Same cause: ${byTitle(others).map((alike, at) => markup`${at > 0 && ', '}${named(alike)}`)}</p>`}
</li>`;
}

function where({ locations }: Finding): Markup | '' {
  const [first, ...more] = locations;
  if (first === undefined) return '';
  return markup`<p class="soft"><code>${placeName(first)}</code>${more.length > 0 && ` and ${counted(more.length, 'more location')}`}: ${first.evidenceSummary}</p>`;
}

/** Several findings may have one title: named once, it leads to the most urgent of them. */
function byTitle(others: readonly Finding[]): Finding[][] {
  const titles = [...new Set(others.map(({ title }) => title))];
  return titles.map((title) => others.filter((other) => other.title === title));
}

/** What is seen in many places is no aside. */
function named(alike: readonly Finding[]): Markup | '' {
  const [first] = alike;
  if (first === undefined) return '';
  const places = alike.reduce((sum, { locations }) => sum + locations.length, 0);
  return markup`${toFinding(first)}${places > 1 && ` (${counted(places, 'location')})`}`;
}
