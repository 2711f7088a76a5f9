import { accepts, looksLikeRefusal } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { header, headerValues, succeeded } from '../../http/exchange.ts';
import { isAnonymous } from '../../identities/identity.ts';
import { readOperations } from '../../places/operations.ts';
import { showing } from '../disclosure.ts';
import { defineRule } from '../rule.ts';

const SESSION_COOKIE = /^(?=[^=]*(?:sess|sid|auth|token|jwt|login|remember))[^=]*=[^;]{8}/i;

export const cacheableSensitiveAnswer = defineRule({
  id: 'cacheable-sensitive-answer',
  title: 'Sensitive response marked as public to caches',
  aliases: ['Cache-Control public', 'web cache deception', 'missing Cache-Control'],
  severity: 'low',
  cwe: [524, 525],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'A proxy or CDN may return one user’s data or session to another user. A response for a logged-in user, or one that sets a session cookie, is marked as public.',
  remediation: 'Send Cache-Control: no-store, or private, with everything that depends on the user.',
  *inspect(exchange) {
    const cookie = headerValues(exchange.response.headers, 'set-cookie').find((value) =>
      SESSION_COOKIE.test(value),
    );
    if (cookie === undefined || !succeeded(exchange) || !mayBeShared(exchange)) return;
    yield {
      confidence: 'confirmed',
      cause: 'session cookie',
      evidenceSummary: `Set-Cookie for ${cookie.split('=')[0]} under Cache-Control: ${cacheControl(exchange)}.`,
      proof: [
        {
          exchange: showing(exchange, []),
          note: 'a session cookie in a response that shared caches may store',
        },
      ],
      control: { fact: 'Both header fields are in one response (RFC 9111 section 7.3).' },
    };
  },
  places: readOperations,
  async judge({ request }, { surface, http, anonymous }) {
    // What is asked without a credential is the same for everybody.
    if (isAnonymous(http.identity)) return 'clean';
    const own = await http.once(request);
    if (!accepts(own, surface) || !mayBeShared(own)) return 'clean';
    const refusal = await anonymous.once(request);
    if (!looksLikeRefusal(refusal)) return 'clean';
    return {
      confidence: 'confirmed',
      cause: 'guarded answer',
      evidenceSummary: `A response that requires authentication has Cache-Control: ${cacheControl(own)}.`,
      proof: [{ exchange: showing(own, []), note: 'returned to a logged-in user, and marked as public' }],
      control: {
        exchange: refusal,
        note: 'unauthenticated requests are rejected, so the response depends on the user',
      },
    };
  },
});

function cacheControl({ response }: Exchange): string {
  return headerValues(response.headers, 'cache-control').join(', ');
}

/** RFC 9111 section 3.5: only these let a shared cache keep what a credential was sent for. */
function mayBeShared(exchange: Exchange): boolean {
  const control = cacheControl(exchange);
  const varies = header(exchange.response.headers, 'vary') ?? '';
  return (
    /\bpublic\b|\bs-maxage=[1-9]/i.test(control) &&
    !/no-store|private|no-cache|max-age=0\b/i.test(control) &&
    !/authorization|cookie|\*/i.test(varies)
  );
}
