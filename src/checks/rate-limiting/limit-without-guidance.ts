import { defineRule } from '../rule.ts';
import { guides } from './limit-signs.ts';
import { burstOnce } from './reached-limit.ts';

export const limitWithoutGuidance = defineRule({
  id: 'limit-without-guidance',
  title: 'Refused clients are not told when to come back',
  severity: 'info',
  cwe: [1059, 770],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'The service answers 429 without Retry-After and without RateLimit headers (RFC 6585), so well-meaning clients try again at once and make it worse.',
  fix: 'Send Retry-After with every 429, and the RateLimit headers with every answer.',
  disruptive: true,
  async *probe({ surface, http }) {
    const outcome = await burstOnce(surface, http);
    if (!outcome) return { untested: 'no GET operation answers' };
    if (!outcome.refusal && !outcome.announced) return { untested: 'no limit was reached' };
    if (!outcome.refusal || guides(outcome.refusal)) return;
    yield {
      operation: outcome.operation.operation,
      confidence: 'confirmed',
      saw: `The limit answered ${outcome.refusal.response.status} without Retry-After and without RateLimit headers.`,
      proof: [{ exchange: outcome.refusal, note: 'neither Retry-After nor RateLimit' }],
      control: { fact: 'the headers are missing from the refusal' },
    };
  },
});
