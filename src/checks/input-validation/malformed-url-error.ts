import { service } from '../../places/service.ts';
import { defineRule } from '../rule.ts';
import { breakdown } from './server-error.ts';

/** Spellings that RFC 3986 forbids or that decode to no text; each breaks another careless decoder. */
const SPELLINGS: readonly (readonly [path: string, name: string])[] = [
  ['/mb-nowhere%zz', 'a percent sign without two hex digits'],
  ['/mb-nowhere%ff%fe', 'bytes that are no UTF-8'],
  ['/mb-nowhere%c0%ae', 'an overlong UTF-8 form'],
  ['/mb-nowhere%00', 'a NUL byte'],
  ['/mb-nowhere?mb=%', 'a lone percent sign in the query'],
];

export const malformedUrlError = defineRule({
  id: 'malformed-url-error',
  title: 'Unhandled error on malformed URL (500)',
  aliases: ['improper error handling', 'unhandled exception', 'fuzzing', 'URIError'],
  severity: 'low',
  cwe: [755, 20],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  severityReason: 'Only the sender’s own request fails; other requests are not affected.',
  description:
    'Anyone can fill the error log, and error pages often expose internals. A URL that cannot be decoded causes an unhandled error instead of a 400.',
  remediation:
    'Catch decoding errors before routing and return 400. Most frameworks have one handler for it.',
  places: service,
  async judge({ target }, { anonymous }) {
    const control = { url: `${target.origin}/mb-nowhere` };
    for (const [path, name] of SPELLINGS) {
      const found = await breakdown(anonymous, { url: target.origin + path }, control);
      if (!found) continue;
      return {
        confidence: 'confirmed',
        url: target.origin,
        evidenceSummary: `${name[0]?.toUpperCase()}${name.slice(1)} in the URL returned ${found.odd.response.status}, every time.`,
        cause: 'decoding',
        proof: [{ exchange: found.odd, note: `the URL contains ${name}` }],
        control: {
          exchange: found.ordinary,
          note: `the same URL, correctly encoded, returns ${found.ordinary.response.status}`,
        },
      };
    }
    return 'clean';
  },
});
