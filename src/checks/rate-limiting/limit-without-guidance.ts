import { defineRule, untested } from '../rule.ts';
import { guides } from './limit-signs.ts';
import { burst, ofBurst } from './reached-limit.ts';

export const limitWithoutGuidance = defineRule({
  id: 'limit-without-guidance',
  title: 'Rate limit without Retry-After header',
  aliases: ['rate limit', 'Retry-After', 'RateLimit headers', '429'],
  severity: 'info',
  cwe: [1059, 770],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Clients retry immediately and make an overload worse. The service returns 429 without Retry-After and without RateLimit headers (RFC 6585).',
  remediation: 'Send Retry-After with every 429, and the RateLimit headers with every response.',
  disruptive: true,
  places: burst,
  judge: ofBurst(({ refusal, announced }) => {
    if (!refusal && !announced) return untested('no limit was reached');
    if (!refusal || guides(refusal)) return 'clean';
    return {
      confidence: 'confirmed',
      evidenceSummary: `The limit returned ${refusal.response.status} without Retry-After and without RateLimit headers.`,
      proof: [{ exchange: refusal, note: 'neither Retry-After nor RateLimit' }],
      control: { fact: 'the headers are missing from the 429 response' },
    };
  }),
});
