import { servesContent } from '../../answers/answers.ts';
import { isJson } from '../../http/exchange.ts';
import type { Operation } from '../../openapi/operation.ts';
import { serverPath } from '../../openapi/server-path.ts';
import { readOperations } from '../../places/operations.ts';
import { showing } from '../disclosure.ts';
import { openByNature } from '../protection.ts';
import { defineRule } from '../rule.ts';

/** Operating pages have rules of their own, and indexes are no secret. */
const KNOWN_KIND =
  /^\/?(?:(?:api|rest)(?:\/|$))?(?:v\d{1,2}\/?)?$|(?:^|\/)(?:metrics|actuator(?:\/.*)?|graphql|robots\.txt|sitemap\.xml|manifest\.json|assets|static)(?:\/|$)/i;

const BESIDE: ReadonlySet<Operation['source']> = new Set<Operation['source']>(['crawl', 'guess', 'request']);
const VERSION = /\/v\d{1,2}(?=\/|$)/i;

export const undocumentedOperation = defineRule({
  id: 'undocumented-operation',
  title: 'Undocumented operation (shadow API)',
  aliases: ['shadow API', 'shadow endpoint', 'API discovery'],
  severity: 'low',
  cwe: [1059],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers find operations that are not reviewed, tested, limited or retired. The service has operations that its API document does not list (shadow API).',
  remediation: 'Document the operation or remove it, and let the gateway reject undocumented ones.',
  needs: ['spec'],
  places: readOperations,
  async judge({ operation, request }, { surface, http }) {
    if (!BESIDE.has(operation.source) || isOtherVersion(operation, surface.operations)) return 'clean';
    if (KNOWN_KIND.test(operation.path) || openByNature(operation)) return 'clean';
    const answer = await http.once(request);
    if (!isJson(answer.response) || !servesContent(answer, surface)) return 'clean';
    return {
      // What pages and answers name themselves is known to everybody, and missing from a list alone.
      ...(operation.source === 'crawl'
        ? { severity: 'info' as const, severityReason: 'The service itself lists the operation.' }
        : {}),
      cause: operation.source === 'crawl' ? 'named' : 'not named',
      confidence: 'likely',
      evidenceSummary: `${operation.id} returns ${answer.response.status} with JSON and is not in the API document.`,
      proof: [
        { exchange: showing(answer, []), note: 'a real response, different from that of unknown paths' },
      ],
    };
  },
});

/** What is documented for another version is a finding of its own kind. */
function isOtherVersion({ path }: Operation, operations: readonly Operation[]): boolean {
  const versionless = path.replace(VERSION, '/v');
  return operations.some((one) => {
    const known = `${serverPath(one)}${one.path}`;
    return one.source === 'spec' && known !== path && known.replace(VERSION, '/v') === versionless;
  });
}
