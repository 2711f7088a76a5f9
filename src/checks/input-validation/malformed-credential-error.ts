import type { HttpClient, RequestSpec } from '../../http/client.ts';
import type { CredentialSlot } from '../../places/credential-slots.ts';
import { credentialHeaders } from '../../places/credential-slots.ts';
import { refusedOperations } from '../../places/refused-operations.ts';
import { confirmed, defineRule, untested } from '../rule.ts';
import { withHeaders } from '../with-headers.ts';
import { breakdown, hangUp } from './server-error.ts';

/** Credentials that no parser must trip over, by the way they are presented. */
const MALFORMED: Record<CredentialSlot['kind'], readonly (readonly [value: string, name: string])[]> = {
  'api-key': [
    ['k\u00e9y-\u00ff\u00fe', 'with bytes beyond ASCII'],
    ['%00%zz', 'with a NUL escape'],
    ['k'.repeat(5_000), 'of 5,000 characters'],
  ],
  bearer: [
    ['a.b.c', 'with three parts that is not a JWT'],
    ['eyJhbGciOiJIUzI1NiJ9.bm8ganNvbg.AA', 'whose payload is no JSON'],
    ['t\u00f6k\u00ff', 'with bytes beyond ASCII'],
    ['', 'that is empty'],
  ],
  basic: [
    ['!!!', 'that is no base64'],
    [Buffer.from('nocolon').toString('base64'), 'without a colon'],
    [Buffer.from([0xff, 0xfe, 0x3a, 0xff]).toString('base64'), 'whose text is no UTF-8'],
  ],
};

/** An ordinary wrong credential of the same kind. */
const ORDINARY: Record<CredentialSlot['kind'], string> = {
  'api-key': 'mb-wrong-key',
  bearer: 'mb-wrong-token',
  basic: Buffer.from('mb:wrong').toString('base64'),
};

export const malformedCredentialError = defineRule({
  id: 'malformed-credential-error',
  title: 'Unhandled error on malformed credential (500)',
  aliases: ['improper error handling', 'unhandled exception', 'fuzzing', 'DoS'],
  severity: 'low',
  cwe: [755, 248],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  severityReason: 'Only the sender’s own request fails; other requests are not affected.',
  description:
    'Anyone can cause unhandled errors without an account, and an authentication check that crashes may one day let a request through (fail open). A malformed credential causes a server error instead of a 401.',
  remediation: 'Treat every malformed credential as missing: return 401 before decoding can throw.',
  places: credentialHeaders,
  async judge(slot, context) {
    const { anonymous } = context;
    const [closed] = await refusedOperations.find(context);
    if (!closed) return untested('no operation that rejects unauthenticated requests');
    const at = { operation: closed.operation, cause: slot.name };
    const ordinary = withHeaders(closed.request, slot.with(ORDINARY[slot.kind]));
    for (const [value, name] of MALFORMED[slot.kind]) {
      const found = await breakdown(anonymous, withHeaders(closed.request, slot.with(value)), ordinary);
      if (!found) continue;
      const seen = confirmed(
        `${slot.name}: a credential ${name} returned ${found.odd.response.status}, a well-formed invalid one ${found.ordinary.response.status}.`,
        [found.odd, `a credential ${name}`],
        [found.ordinary, 'a well-formed invalid credential is rejected as expected'],
      );
      return { ...at, ...seen };
    }
    const dying = await hangingUp(anonymous, slot, closed.request);
    if (!dying) return 'clean';
    return {
      ...at,
      confidence: 'likely',
      evidenceSummary: `${slot.name}: on a credential ${dying.name} the service closed the connection without a response, three times out of three; without one it returned ${dying.calm.response.status} each time in between.`,
      proof: [
        {
          exchange: dying.calm,
          note: `with a credential ${dying.name} this request gets no response at all`,
        },
      ],
    };
  },
});

/** A crash that takes the connection with it leaves no answer to show: what is shown is the one without a credential. */
async function hangingUp(http: HttpClient, slot: CredentialSlot, plain: RequestSpec) {
  const odd = [...MALFORMED[slot.kind], [ORDINARY[slot.kind], 'of a single word'] as const];
  for (const [value, name] of odd) {
    const calm = await hangUp(http, withHeaders(plain, slot.with(value)), plain);
    if (calm) return { calm, name };
  }
  return undefined;
}
