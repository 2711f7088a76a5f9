import { accepts, sameAnswer, servesContent } from '../../answers/answers.ts';
import type { HeaderList } from '../../http/exchange.ts';
import { isJson } from '../../http/exchange.ts';
import { isAnonymous } from '../../identities/identity.ts';
import { refusedOperations } from '../../places/refused-operations.ts';
import { whereRefused } from '../protection.ts';
import { defineRule } from '../rule.ts';
import { withHeaders } from '../with-headers.ts';

/** Headers are believed in front of all operations alike. */
const ALIKE = 8;
/** Set by proxies about whom they speak for; a service that believes them from anyone takes strangers for itself. */
const TRUSTED: HeaderList = [
  ['X-Forwarded-For', '127.0.0.1'],
  ['X-Real-IP', '127.0.0.1'],
  ['X-Client-IP', '127.0.0.1'],
  ['X-Originating-IP', '127.0.0.1'],
  ['X-Remote-IP', '127.0.0.1'],
  ['X-Remote-Addr', '127.0.0.1'],
  ['True-Client-IP', '127.0.0.1'],
  ['CF-Connecting-IP', '127.0.0.1'],
  ['Forwarded', 'for=127.0.0.1'],
  ['X-Forwarded-Host', 'localhost'],
  ['X-Custom-IP-Authorization', '127.0.0.1'],
  ['X-Remote-User', 'admin'],
  ['X-Forwarded-User', 'admin'],
];
/** Asks for something else, which the others would be refused with. */
const ALONE: HeaderList = [['X-HTTP-Method-Override', 'OPTIONS']];
/** Name another path than the request line; the check reads one and the router the other. */
const REWRITING = ['X-Original-URL', 'X-Rewrite-URL'];
const NOWHERE = '/mb-nowhere-7f3a91';

export const rewriteHeaderBypass = defineRule({
  id: 'rewrite-header-bypass',
  title: 'Authentication bypass by X-Original-URL or similar',
  aliases: ['X-Rewrite-URL', 'X-Original-URL', 'X-Forwarded-For spoofing', 'header bypass', '403 bypass'],
  severity: 'critical',
  cwe: [290, 348, 288],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who sends one header can access protected operations. The service trusts a header that only its own proxy should set.',
  remediation:
    'Remove these headers at the edge, trust them only from the proxy’s address, and never base access control on them.',
  places: refusedOperations,
  alike: ALIKE,
  judge: whereRefused(async ({ request, refusal }, { surface, anonymous, http }) => {
    const known = isAnonymous(http.identity) ? undefined : await http.once(request);
    const granted = known && accepts(known, surface) ? known : undefined;
    const path = request.url.slice(surface.target.origin.length);
    const root = { ...request, url: `${surface.target.origin}/` };
    // All of them at once tell in one request that none opens.
    const all = await anonymous.send(withHeaders(request, TRUSTED));
    const rewritten = await anonymous.send(
      withHeaders(
        root,
        REWRITING.map((name) => [name, path]),
      ),
    );
    const tries = [
      ...[...(servesContent(all, surface) ? TRUSTED : []), ...ALONE].map((line) => ({
        line,
        request,
        without: request,
      })),
      ...(servesContent(rewritten, surface) ? REWRITING : []).map((name) => ({
        line: [name, path] as const,
        request: root,
        without: { ...root, headers: [[name, NOWHERE] as const] },
      })),
    ];
    for (const { line, request: asked, without } of tries) {
      const exchange = await anonymous.send(withHeaders(asked, [line]));
      if (!servesContent(exchange, surface)) continue;
      if (granted ? !sameAnswer(exchange, granted) : !isJson(exchange.response)) continue;
      // Asked again without the header, or with one that leads nowhere: it has to be the header that opens.
      const again = await anonymous.send(without);
      if (sameAnswer(again, exchange) || (asked === request && servesContent(again, surface))) continue;
      return {
        confidence: granted || asked === request ? 'confirmed' : 'likely',
        evidenceSummary: `Rejected with status ${refusal.response.status}, but returned ${exchange.response.status} with the header ${line[0]}: ${line[1]}.`,
        proof: [{ exchange, note: `the header ${line[0]} gives access to the operation` }],
        control: {
          exchange: again,
          note:
            asked === request
              ? 'without the header the request is rejected'
              : 'the same header with a path that does not exist returns a different response',
        },
      };
    }
    return 'clean';
  }),
});
