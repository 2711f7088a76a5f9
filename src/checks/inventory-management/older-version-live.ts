import { accepts, looksLikeRefusal } from '../../answers/answers.ts';
import type { RequestSpec } from '../../http/client.ts';
import { operationsAt } from '../../openapi/cross-reference.ts';
import { readOperations } from '../../places/operations.ts';
import { showing } from '../disclosure.ts';
import type { Detection } from '../rule.ts';
import { defineRule } from '../rule.ts';

const VERSION = /\/v(\d{1,2})(?=\/)/i;
/** How many versions before the current one are tried. */
const BACK = 2;
/** No service has come so far; one that answers here ignores the version. */
const FAR = 97;

export const olderVersionLive = defineRule({
  id: 'older-version-live',
  title: 'Old API version still live',
  aliases: ['zombie API', 'shadow API', 'outdated version'],
  severity: 'info',
  cwe: [1059],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers can use an old API version that lacks later security checks. It runs beside the current one; where it requires no credential, it is an authentication bypass.',
  remediation:
    'Retire old versions by a date, and apply the same authentication and limits to every version that runs.',
  places: readOperations,
  leaveOut: ({ request }) =>
    versionIn(request) > 1 ? undefined : 'no path contains a version above the first',
  async judge({ request }, { surface, http, anonymous }) {
    const current = versionIn(request);
    const at = (version: number) => ({
      ...request,
      url: request.url.replace(VERSION, (part) => part.replace(/\d+/, String(version))),
    });
    const found: Detection[] = [];
    for (let version = current - 1; version >= Math.max(1, current - BACK); version -= 1) {
      const older = at(version);
      // What the document lists is known to its owner.
      if (operationsAt(surface.operations, older.url).some(({ source }) => source === 'spec')) continue;
      const open = await anonymous.once(older);
      const refusal = await anonymous.once(request);
      const weaker = looksLikeRefusal(refusal) && accepts(open, surface);
      const answer = weaker ? open : await http.once(older);
      if (!accepts(answer, surface)) continue;
      const far = await http.once(at(FAR));
      if (accepts(far, surface)) break;
      found.push({
        url: older.url,
        confidence: 'confirmed',
        cause: `v${version}${weaker ? ', open' : ''}`,
        severity: weaker ? 'medium' : 'info',
        evidenceSummary: weaker
          ? `Version ${version} is accessible without authentication; version ${current} rejects the request.`
          : `Version ${version} is live beside version ${current}.`,
        proof: [
          { exchange: showing(answer, []), note: `a real response of version ${version}` },
          ...(weaker
            ? [{ exchange: showing(refusal, []), note: `version ${current} rejects the same request` }]
            : []),
        ],
        control: {
          exchange: showing(far, []),
          note: `version ${FAR} does not exist, so the number is not ignored`,
        },
      });
    }
    return found;
  },
});

function versionIn({ url }: RequestSpec): number {
  return Number(VERSION.exec(url)?.[1] ?? 0);
}
