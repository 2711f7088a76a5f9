import type { RequestSpec } from '../../http/client.ts';
import { graphqlEndpoints } from '../../places/graphql-endpoints.ts';
import { askGraphql, graphqlData } from '../graphql-answers.ts';
import { confirmed, type Detection, defineRule, untested } from '../rule.ts';

const QUERY = '{__typename}';

/** What a page of another site may send without asking first (Fetch standard, "CORS-safelisted request-header"). */
const SIMPLE: readonly (readonly [type: string, body: string])[] = [
  ['application/x-www-form-urlencoded', `query=${encodeURIComponent(QUERY)}`],
  ['text/plain', JSON.stringify({ query: QUERY })],
];

export const graphqlSimpleContentType = defineRule({
  id: 'graphql-simple-content-type',
  title: 'GraphQL CSRF: form content types accepted',
  aliases: ['CSRF', 'cross-site request forgery', 'GraphQL over GET'],
  severity: 'info',
  cwe: [352],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Any website can act as a logged-in user where browsers add a session cookie (CSRF). The endpoint accepts form content types, which need no CORS preflight.',
  remediation:
    'Accept application/json only, or require a custom header with every operation. Set SameSite on session cookies.',
  places: graphqlEndpoints,
  async judge(endpoint, { http, surface }) {
    const { url, way } = endpoint;
    if (way === 'get') return untested('the endpoint accepts queries by GET only');
    const usual = await askGraphql(http, endpoint, QUERY);
    const found: Detection[] = [];
    for (const [type, body] of SIMPLE) {
      const request: RequestSpec = { method: 'POST', url, headers: [['Content-Type', type]], body };
      const answer = await http.once(request);
      if (typeof graphqlData(answer)?.__typename !== 'string') continue;
      found.push({
        ...confirmed(
          `A query sent as ${type} was executed.`,
          [answer, `data in response to ${type}`],
          [usual, 'the same query as application/json'],
        ),
        ...(surface.credential.kind === 'session-cookie'
          ? {
              severity: 'low' as const,
              severityReason: 'the service authenticates with a cookie, which browsers add',
            }
          : {}),
        url,
      });
    }
    return found.length > 0 ? found : 'clean';
  },
});
