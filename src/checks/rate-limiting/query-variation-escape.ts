import { randomInt } from 'node:crypto';
import { defineRule } from '../rule.ts';
import { provenEscape } from './proven-escape.ts';

export const queryVariationEscape = defineRule({
  id: 'query-variation-escape',
  title: 'Rate-limit bypass by query parameter',
  aliases: ['rate limit bypass', 'cache busting'],
  severity: 'medium',
  cwe: [770, 799],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  description:
    'An attacker gets a new quota with a number added to the query string, so the limit has no effect. The rate limit counts by the whole URL.',
  remediation: 'Count by client and route, never by the URL with its query string.',
  disruptive: true,
  ...provenEscape([
    {
      name: 'A request with an unknown query parameter',
      request: (ordinary) => ({
        ...ordinary,
        url: `${ordinary.url}${ordinary.url.includes('?') ? '&' : '?'}mb=${randomInt(1e9)}`,
      }),
    },
  ]),
});
