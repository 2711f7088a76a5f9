import { service } from '../../places/service.ts';
import { defineRule, untested } from '../rule.ts';
import { answersOver, noStrictTransport, strictTransport } from './strict-transport.ts';

/** Half a year: below it, people who come back rarely are unprotected again; the usual advice is a year or two. */
const SHORTEST_SECONDS = 180 * 24 * 60 * 60;

export const weakHsts = defineRule({
  id: 'weak-hsts',
  title: 'Weak HSTS header (Strict-Transport-Security)',
  aliases: ['HSTS max-age', 'Strict-Transport-Security', 'security headers', 'SSL stripping'],
  severity: 'low',
  cwe: [319],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'An attacker in the middle can keep even returning users on plain HTTP (SSL stripping). The Strict-Transport-Security header has a short, zero or invalid max-age.',
  remediation: 'Send Strict-Transport-Security: max-age=31536000. Increase it in steps if you are unsure.',
  needs: ['https'],
  inapplicable: noStrictTransport,
  places: service,
  async judge({ target }, context) {
    const answers = await answersOver(context);
    const sent = answers.flatMap((exchange) => {
      const strict = strictTransport(exchange);
      return strict ? [{ exchange, strict }] : [];
    });
    if (sent.length === 0) return untested('no response has Strict-Transport-Security');
    // The longest is what the service means; others may come from a part in front of it.
    const [best] = sent.sort((a, b) => (b.strict.maxAgeSeconds ?? -1) - (a.strict.maxAgeSeconds ?? -1));
    if (!best || (best.strict.maxAgeSeconds ?? -1) >= SHORTEST_SECONDS) return 'clean';
    return {
      url: target.origin,
      confidence: 'confirmed',
      evidenceSummary: `Strict-Transport-Security is "${best.strict.value.slice(0, 100)}", ${best.strict.maxAgeSeconds === undefined ? 'without a valid max-age' : 'less than half a year'}.`,
      proof: [{ exchange: best.exchange, note: 'the header’s max-age' }],
      control: { fact: 'the value stands in the header' },
    };
  },
});
