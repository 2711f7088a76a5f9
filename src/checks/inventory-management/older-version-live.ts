import type { Exchange } from '../../http/exchange.ts';
import { operationsAt } from '../../openapi/cross-reference.ts';
import { accepts, looksLikeRefusal } from '../answers.ts';
import { showing } from '../disclosure.ts';
import { defineRule } from '../rule.ts';
import { reachable } from '../sampling.ts';

const VERSION = /\/v(\d{1,2})(?=\/)/i;
const ASKED = 4;
/** No service has come so far; one that answers here ignores the version. */
const FAR = 97;

export const olderVersionLive = defineRule({
  id: 'older-version-live',
  title: 'An older version of the API still answers',
  severity: 'info',
  cwe: [1059],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'An earlier version runs beside the current one. Old versions miss the checks that were added since; where one asks for no credential and its successor does, it is the way around.',
  fix: 'Retire old versions by a date, and put every version that runs behind the same authentication and limits.',
  inapplicable: (surface) =>
    surface.operations.some(({ server, path }) => Number(VERSION.exec(`${server}${path}/`)?.[1] ?? 0) > 1)
      ? undefined
      : 'no path names a version above the first',
  async *probe({ surface, http, anonymous }) {
    const versioned = reachable(surface, surface.operations.length).filter(
      ({ request }) => Number(VERSION.exec(request.url)?.[1] ?? 0) > 1,
    );
    for (const { operation, request } of versioned.slice(0, ASKED)) {
      const current = Number(VERSION.exec(request.url)?.[1]);
      const at = (version: number) => ({
        ...request,
        url: request.url.replace(VERSION, (part) => part.replace(/\d+/, String(version))),
      });
      const far = await http.once(at(FAR));
      if (accepts(far, surface)) continue;
      const refusal = await anonymous.once(request);
      for (let version = current - 1; version >= Math.max(1, current - 2); version -= 1) {
        const older = at(version);
        // What the document lists is known to its owner.
        if (operationsAt(surface.operations, older.url).some(({ source }) => source === 'spec')) continue;
        const open = await anonymous.once(older);
        const weaker = looksLikeRefusal(refusal) && accepts(open, surface);
        const answer: Exchange = weaker ? open : await http.once(older);
        if (!accepts(answer, surface)) continue;
        const cause = `v${version}${weaker ? ', open' : ''}`;
        yield {
          operation,
          url: older.url,
          confidence: 'confirmed',
          cause,
          severity: weaker ? 'medium' : 'info',
          saw: weaker
            ? `Version ${version} answers without a credential, version ${current} refuses.`
            : `Version ${version} answers beside version ${current}.`,
          proof: [
            { exchange: showing(answer, []), note: `a real answer of version ${version}` },
            ...(weaker
              ? [{ exchange: showing(refusal, []), note: `version ${current} refuses the same request` }]
              : []),
          ],
          control: {
            exchange: showing(far, []),
            note: `version ${FAR} does not exist, so the number is not ignored`,
          },
        };
      }
    }
  },
});
