import { accepts, sameKind, servesContent } from '../../answers/answers.ts';
import { isJson } from '../../http/exchange.ts';
import { isAnonymous } from '../../identities/identity.ts';
import { matchOperation } from '../../openapi/cross-reference.ts';
import { isSecured } from '../../openapi/secured.ts';
import { refusedOperations } from '../../places/refused-operations.ts';
import { whereRefused } from '../protection.ts';
import { defineRule } from '../rule.ts';

const VERSION = /\/v(\d+)(?=\/)/i;
/** Far more versions than this nobody keeps running. */
const NEWEST = 5;

export const versionBypass = defineRule({
  id: 'version-bypass',
  title: 'Authentication bypass by API version',
  aliases: ['old API version', 'version downgrade', 'shadow API'],
  severity: 'high',
  cwe: [288, 1059],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can get the same data without authentication from an older or newer version. Authentication was added to one version of the API only.',
  remediation: 'Turn off versions that are no longer needed, and apply authentication to all versions.',
  places: refusedOperations,
  leaveOut: ({ request }) =>
    VERSION.test(request.url)
      ? undefined
      : 'no operation with a version in its path rejects unauthenticated requests',
  judge: whereRefused(async ({ request, refusal }, { surface, anonymous, http }) => {
    const known = isAnonymous(http.identity) ? undefined : await http.once(request);
    const granted = known && accepts(known, surface) ? known : undefined;
    for (const url of otherVersions(request.url)) {
      const documented = matchOperation(surface.operations, 'GET', url);
      // Documented as public: then that is meant, and it is another operation.
      if (documented && documented.source === 'spec' && !isSecured(documented)) continue;
      const exchange = await anonymous.once({ ...request, url });
      if (!servesContent(exchange, surface)) continue;
      if (granted ? !sameKind(exchange, granted) : !isJson(exchange.response)) continue;
      const nothing = await anonymous.once({
        ...request,
        url: url.replace(/(?<![^/?#])[^/?#]*(?=[?#]|$)/, 'mb-nowhere-7f3a91'),
      });
      if (servesContent(nothing, surface) && sameKind(nothing, exchange)) continue;
      return {
        url,
        confidence: granted ? 'confirmed' : 'likely',
        evidenceSummary: `${new URL(url).pathname} returned ${exchange.response.status} to an unauthenticated request; ${new URL(request.url).pathname} returned ${refusal.response.status}.`,
        proof: [{ exchange, note: 'another version, accessible without authentication' }],
        control: { exchange: refusal, note: 'the known version rejects the request' },
      };
    }
    return 'clean';
  }),
});

function otherVersions(url: string): string[] {
  const held = Number(VERSION.exec(url)?.[1] ?? 1);
  const numbers = Array.from({ length: Math.min(NEWEST, held + 1) + 1 }, (_none, number) => number);
  const others = numbers
    .filter((number) => number !== held)
    .map((number) => url.replace(VERSION, `/v${number}`));
  return [
    ...others,
    url.replace(VERSION, '/beta'),
    url.replace(VERSION, '/internal'),
    url.replace(VERSION, ''),
  ];
}
