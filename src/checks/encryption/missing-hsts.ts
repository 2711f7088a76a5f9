import { service } from '../../places/service.ts';
import { defineRule, untested } from '../rule.ts';
import { answersOver, noStrictTransport, strictTransport } from './strict-transport.ts';

export const missingHsts = defineRule({
  id: 'missing-hsts',
  title: 'Missing HSTS header (Strict-Transport-Security)',
  aliases: [
    'HSTS',
    'Strict-Transport-Security',
    'security headers',
    'security misconfiguration',
    'SSL stripping',
  ],
  severity: 'low',
  cwe: [319, 523],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'An attacker in the middle can keep a first visit, or one through an http link, on plain HTTP (SSL stripping). No response has a Strict-Transport-Security header.',
  remediation: 'Send Strict-Transport-Security: max-age=31536000 with every HTTPS response.',
  needs: ['https'],
  inapplicable: noStrictTransport,
  places: service,
  async judge({ target }, context) {
    const answers = await answersOver(context);
    const [first] = answers;
    if (!first) return untested('every response was a server error');
    // One answer with it is enough: browsers remember it for the whole host.
    if (answers.some(strictTransport)) return 'clean';
    return {
      url: target.origin,
      confidence: 'confirmed',
      evidenceSummary: `None of ${answers.length} responses has Strict-Transport-Security.`,
      proof: [{ exchange: first, note: 'Strict-Transport-Security is missing' }],
      control: { fact: 'the header is in none of the responses' },
    };
  },
});
