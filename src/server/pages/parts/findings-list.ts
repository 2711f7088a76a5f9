import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import { counted } from '../../../report/words.ts';
import type { FindingView } from '../../api/views.ts';
import { severityBadge } from './grade.ts';
import { ago } from './time.ts';

const STATES: Readonly<Record<FindingView['state'], string>> = {
  open: 'open',
  accepted: 'accepted',
  'false-positive': 'false positive',
  fixed: 'fixed',
  reopened: 'reopened',
};

export function stateInWords(state: FindingView['state']): string {
  return STATES[state];
}

/** One line each. @param names of the APIs, where findings of several are listed */
export function findingsList(findings: readonly FindingView[], names?: ReadonlyMap<string, string>): Markup {
  return markup`<ul class="finding-rows">${findings.map(
    (finding) =>
      markup`<li class="${finding.severity}">${severityBadge(finding.severity)}<div><a href="/findings/${finding.id}">${finding.title}</a><p class="soft">${names && markup`<a href="/apis/${finding.api}">${names.get(finding.api) ?? 'an API'}</a> · `}${placeOf(finding)}</p></div><span class="soft state">${finding.state !== 'open' && markup`<b class="state-${finding.state}">${stateInWords(finding.state)}</b> · `}first seen ${ago(finding.firstSeen.at)}</span></li>`,
  )}</ul>`;
}

function placeOf({ locations }: FindingView): Markup {
  const [first, ...more] = locations;
  if (first === undefined) return markup``;
  return markup`<code>${first.operation ?? `${first.method} ${first.url}`}</code>${more.length > 0 && ` and ${counted(more.length, 'more location')}`}`;
}
