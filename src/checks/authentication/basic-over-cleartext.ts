import { header } from '../../http/exchange.ts';
import { readOperations } from '../../places/operations.ts';
import { defineRule } from '../rule.ts';

/** What never leaves the machine cannot be overheard. */
const LOOPBACK = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/i;

/** The server in front asks for all of them. */
const ALIKE = 8;

export const basicOverCleartext = defineRule({
  id: 'basic-over-cleartext',
  title: 'Basic authentication over plain HTTP',
  aliases: ['cleartext credentials', 'unencrypted password', 'HTTP Basic'],
  severity: 'high',
  cwe: [319, 523, 522],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone on the network path can read the user name and password in every request. The service asks for Basic authentication over plain HTTP.',
  remediation: 'Serve the API over HTTPS only. Do not send an authentication challenge over plain HTTP.',
  inapplicable: ({ target }) => {
    if (target.https) return 'the target is served over https';
    return LOOPBACK.test(new URL(target.url).hostname)
      ? 'traffic to a loopback target does not cross a network'
      : undefined;
  },
  places: readOperations,
  alike: ALIKE,
  async judge({ request }, { anonymous }) {
    const exchange = await anonymous.once(request);
    const challenge = header(exchange.response.headers, 'www-authenticate') ?? '';
    if (exchange.response.status !== 401 || !/(?:^|,\s*)basic\b/i.test(challenge)) return 'clean';
    return {
      confidence: 'confirmed',
      evidenceSummary: 'Returned 401 with a Basic authentication challenge over plain HTTP.',
      proof: [{ exchange, note: 'WWW-Authenticate: Basic, over http' }],
      control: { fact: 'request and response were sent without TLS' },
    };
  },
});
