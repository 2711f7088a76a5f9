import { looksLikeRefusal } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { header } from '../../http/exchange.ts';
import { credentialHeaders } from '../../places/credential-slots.ts';
import { refusedOperations } from '../../places/refused-operations.ts';
import { defineRule, untested } from '../rule.ts';
import { withHeaders } from '../with-headers.ts';

/** Far beyond any key that a service issues, and still under the header limits that servers set by default. */
const OVERSIZED = 8_000;

/** What is left of a limit (RateLimit header fields, and the older names). */
function remaining({ response }: Exchange): number | undefined {
  const written =
    header(response.headers, 'ratelimit-remaining') ??
    header(response.headers, 'x-ratelimit-remaining') ??
    /\b(?:r|remaining)=(\d+)/.exec(header(response.headers, 'ratelimit') ?? '')?.[1];
  return written !== undefined && /^\d+$/.test(written.trim()) ? Number(written) : undefined;
}

export const oversizedCredentialAccepted = defineRule({
  id: 'oversized-credential-accepted',
  title: 'Oversized credential accepted',
  aliases: ['unbounded input length', 'long API key', 'DoS'],
  severity: 'info',
  cwe: [770, 1284],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Attackers can fill caches, counters, logs or the database with oversized invalid keys. The service stores a key without checking its length first.',
  remediation:
    'Reject keys of an impossible length or alphabet with 400, 401 or 431 before they reach a cache, a counter, a log or the database.',
  places: credentialHeaders,
  // Signed tokens are long by nature; only keys that the service issues itself have one known length.
  leaveOut: ({ kind }) => (kind === 'api-key' ? undefined : 'the service accepts no API key in a header'),
  async judge(slot, context) {
    const { anonymous } = context;
    const [closed] = await refusedOperations.find(context);
    if (!closed) return untested('no operation that rejects unauthenticated requests');
    const asked = (letter: string) =>
      anonymous.attempt(withHeaders(closed.request, slot.with(letter.repeat(OVERSIZED))));
    const first = await asked('k');
    const again = await asked('k');
    const other = await asked('q');
    if (first instanceof Error || again instanceof Error || other instanceof Error) return 'clean';
    if (![first, again, other].every(looksLikeRefusal)) return 'clean';
    const [one, two, three] = [remaining(first), remaining(again), remaining(other)];
    // Refused is what it should be; a count of its own shows that the key is kept all the same.
    if (one === undefined || two === undefined || three === undefined) return 'clean';
    if (two >= one || three < one) return 'clean';
    return {
      operation: closed.operation,
      confidence: 'likely',
      evidenceSummary: `${slot.name}: an invalid key of ${OVERSIZED} characters had ${one} requests left and then ${two}, another one had ${three}.`,
      proof: [{ exchange: again, note: 'the second request with this key continues its count' }],
      control: { exchange: other, note: 'another key of that length starts a new count' },
    };
  },
});
