import { servesContent } from '../../answers/answers.ts';
import type { Surface } from '../../discovery/surface.ts';
import { header } from '../../http/exchange.ts';
import type { Identity } from '../../identities/identity.ts';
import { isAnonymous } from '../../identities/identity.ts';
import type { Operation } from '../../openapi/operation.ts';
import { readOperations } from '../../places/operations.ts';
import { defineRule, untested } from '../rule.ts';

const HEADERS = ['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method'];
const QUERY = '_method';
/** Frameworks read such headers in front of all operations. */
const ALIKE = 3;

export const methodOverrideHonoured = defineRule({
  id: 'method-override-honoured',
  title: 'HTTP method override honored (X-HTTP-Method-Override)',
  aliases: ['X-HTTP-Method-Override', '_method', 'verb tampering'],
  severity: 'low',
  cwe: [650, 436],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:N/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'An attacker can bypass rules by HTTP method: a request that a proxy or firewall passes as a harmless GET is executed as another method.',
  remediation:
    'Turn method override off. Where old clients need it, allow it for POST only and check permissions after it is applied.',
  places: readOperations,
  alike: ALIKE,
  async judge({ request }, { surface, http }) {
    const plain = await http.once(request);
    if (!servesContent(plain, surface)) return untested('the operation returns no content');
    const head = (line: readonly [string, string]) => ({
      ...request,
      headers: [...(request.headers ?? []), line],
    });
    const separator = request.url.includes('?') ? '&' : '?';
    const tries = [
      ...HEADERS.map((name) => ({ name, asked: (method: string) => head([name, method]) })),
      {
        name: QUERY,
        asked: (method: string) => ({ ...request, url: `${request.url}${separator}${QUERY}=${method}` }),
      },
    ];
    for (const { name, asked } of tries) {
      // As HEAD the answer has to lose its body, as GET it has to keep it; nothing else explains both.
      const exchange = await http.send(asked('HEAD'));
      const { status, body, headers } = exchange.response;
      if (
        status !== plain.response.status ||
        body.length > 0 ||
        header(headers, 'content-type') !== header(plain.response.headers, 'content-type')
      )
        continue;
      const control = await http.send(asked('GET'));
      if (control.response.status !== status || control.response.body.length === 0) continue;
      return {
        confidence: 'confirmed',
        ...harmless(name, surface),
        evidenceSummary: `GET with ${name}: HEAD was executed as HEAD: status ${status} and no body, where GET returns ${plain.response.body.length} bytes.`,
        proof: [{ exchange, note: `${name}: HEAD removes the body` }],
        control: { exchange: control, note: `${name}: GET keeps the body` },
      };
    }
    return 'clean';
  },
});

/** Of use to an attacker where a link or a form of another site brings the login along, or rules of a proxy decide. */
function harmless(name: string, { operations, identities }: Surface) {
  const why = isDocumented(name, operations)
    ? 'The API document offers it, so it is intended.'
    : identities.some((one) => !isAnonymous(one)) && !identities.some(isSentAlong)
      ? 'The credential is in a header that other sites cannot send.'
      : undefined;
  return why === undefined ? {} : { severity: 'info' as const, severityReason: why };
}

function isSentAlong({ credentials, tls }: Identity): boolean {
  return tls !== undefined || credentials.some(({ kind }) => kind === 'cookie' || kind === 'basic');
}

function isDocumented(name: string, operations: readonly Operation[]): boolean {
  return operations.some(({ parameters }) =>
    parameters.some((parameter) => parameter.name.toLowerCase() === name.toLowerCase()),
  );
}
