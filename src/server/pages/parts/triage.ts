import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import type { FindingView } from '../../api/views.ts';
import type { Session } from '../../sign-in/session.ts';
import { csrfField } from '../form.ts';
import { stateInWords } from './findings-list.ts';
import { options } from './options.ts';
import { ago } from './time.ts';

const CHOICES = [
  ['open', 'Open', 'it has to be mended'],
  ['accepted', 'Accepted', 'known, and left as it is for now'],
  ['false-positive', 'False positive', 'this is no flaw here'],
] as const;

/** What is known of a finding's life, and the form that changes it. @param back page that the form leads back to */
export function triage(
  finding: FindingView,
  session: Session,
  { mayChange, back }: { readonly mayChange: boolean; readonly back: string },
): Markup {
  return markup`<div class="triage"><p>${stateSentence(finding)}</p>
${mayChange && form(finding, session, back)}</div>`;
}

export function stateSentence(finding: FindingView): Markup {
  const { state, until, reason, stateByName, stateBy, stateAt } = finding;
  const who = stateBy === null ? 'by a scan' : `by ${stateByName ?? 'a key that is gone'}`;
  return markup`<b class="state-${state}">${capital(stateInWords(state))}</b>${until && ` until ${until}`}${state !== 'open' || stateBy !== null ? markup`, ${who}, ${ago(stateAt)}` : ''}${reason && markup`: ${reason}`}. <span class="soft">First seen ${ago(finding.firstSeen.at)}, last seen ${ago(finding.lastSeen.at)}.</span>`;
}

function form(finding: FindingView, session: Session, back: string): Markup {
  const { id, state } = finding;
  const chosen = CHOICES.some(([value]) => value === state) ? state : 'open';
  return markup`<form method="post" action="/findings/${id}/state">${csrfField(session)}<input type="hidden" name="back" value="${back}">
<div class="row"><label class="short">State <select name="state">${options(CHOICES, chosen)}</select></label>
<label>Reason <input type="text" name="reason" maxlength="2000" value="${finding.reason ?? ''}" placeholder="why; needed unless it is open"></label>
<label class="short">Until <input type="date" name="until" value="${finding.until ?? ''}"></label>
<button type="submit">Save</button></div></form>`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
