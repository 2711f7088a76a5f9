import { header } from '../../http/exchange.ts';
import { defineRule } from '../rule.ts';

export const missingAuthenticateChallenge = defineRule({
  id: 'missing-authenticate-challenge',
  title: 'Missing WWW-Authenticate header on 401',
  aliases: ['WWW-Authenticate', '401 challenge'],
  severity: 'info',
  cwe: [358],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Clients cannot tell which type of credential is required, and may send the wrong one to the wrong place. The 401 response has no WWW-Authenticate header.',
  remediation:
    'Send WWW-Authenticate with every 401 (RFC 9110 section 11.6.1), such as: WWW-Authenticate: Bearer realm="api".',
  *inspect(exchange) {
    const { headers } = exchange.response;
    // GraphQL refuses in the body of a 200, which asks for no such header.
    const status = exchange.wire?.status ?? exchange.response.status;
    if (status !== 401 || header(headers, 'www-authenticate') !== undefined) return;
    yield {
      confidence: 'confirmed',
      evidenceSummary: 'Returned 401 without a WWW-Authenticate header.',
      proof: [{ exchange, note: 'status 401 without a WWW-Authenticate header' }],
      control: { fact: 'RFC 9110 section 11.6.1 requires the header with every 401' },
    };
  },
});
