import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import type { SessionView } from '../../api/sessions.ts';
import type { Session } from '../../sign-in/session.ts';
import { oneButton } from './confirm.ts';
import { ago } from './time.ts';

/** Where somebody is signed in, and the ways out of each. */
export function ownSessions(session: Session, sessions: readonly SessionView[]): Markup {
  return markup`<section class="group" aria-labelledby="sessions"><div class="page-head"><h2 id="sessions">Where you are signed in</h2>${oneButton(session, '/account/sign-out-everywhere', 'Sign out everywhere')}</div>
<ul class="cards">${sessions.map(
    ({ id, agent, address, createdAt, seenAt, current }) =>
      markup`<li><div><h3>${browserIn(agent)}${current && markup` <span class="pill good">this one</span>`}</h3><p class="soft">${address && `from ${address}`}</p></div>
<div><p>seen ${ago(seenAt)}</p></div><div><p class="soft">signed in ${ago(createdAt)}</p></div>
<div class="row-actions">${oneButton(session, `/account/sessions/${id}/end`, 'Sign out', { of: `of ${browserIn(agent)}, signed in ${createdAt}` })}</div></li>`,
  )}</ul></section>`;
}

/** What a `User-Agent` holds and how that is called; browsers name those that they are like, so the first one counts. */
const BROWSERS = [
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const;

function browserIn(agent: string | null): string {
  const named = (names: readonly (readonly [string, string])[]) =>
    names.find(([held]) => agent?.includes(held))?.[1];
  const [browser, system] = [named(BROWSERS) ?? 'A browser', named(SYSTEMS)];
  return system === undefined ? browser : `${browser} on ${system}`;
}
