import { looksLikeRefusal, sameAnswer, sameKind } from '../answers.ts';
import { credentialSlots } from '../credential-slots.ts';
import { refusedOperations } from '../protection.ts';
import { defineRule } from '../rule.ts';
import { withHeaders } from '../with-headers.ts';

/** Far beyond any key that a service issues, and still under the header limits that servers set by default. */
const OVERSIZED = 8_000;

export const oversizedCredentialAccepted = defineRule({
  id: 'oversized-credential-accepted',
  title: 'A key of any length is read and looked up',
  severity: 'info',
  cwe: [770, 1284],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'A key of 8,000 characters is treated exactly like a short wrong one: nothing checks its length first. By itself this is a symptom; it costs memory wherever keys are cached, counted or logged before they are known to be valid.',
  fix: 'Refuse keys whose length or alphabet cannot be right with 400 or 431 before they reach a cache, a counter, a log or the database.',
  async *probe(context) {
    const { surface, anonymous } = context;
    // Signed tokens are long by nature; only keys that the service issues itself have one known length.
    const slot = credentialSlots(surface).find(({ kind }) => kind === 'api-key');
    if (!slot) return { untested: 'the service takes no API key in a header' };
    const [closed] = await refusedOperations(context, 1);
    if (!closed) return { untested: 'no GET operation refuses anonymous' };
    const asked = (length: number) =>
      anonymous.attempt(withHeaders(closed.request, slot.with('k'.repeat(length))));
    const short = await asked(32);
    const long = await asked(OVERSIZED);
    if (short instanceof Error || long instanceof Error) return;
    if (!looksLikeRefusal(short) || !looksLikeRefusal(long) || !sameKind(short, long)) return;
    // A service that never reads the key cannot be blamed for its length.
    const again = await anonymous.send(closed.request);
    if (!sameAnswer(closed.refusal, again))
      return { untested: 'refusals differ by themselves: nothing shows that keys are read' };
    if (sameAnswer(closed.refusal, short)) {
      return { untested: 'a wrong key is answered just like none: nothing shows that keys are read' };
    }
    yield {
      operation: closed.operation,
      confidence: 'tentative',
      saw: `${slot.name}: a key of ${OVERSIZED} characters was answered ${long.response.status}, like one of 32.`,
      proof: [{ exchange: long, note: 'read and answered like a key of ordinary length' }],
      control: { exchange: short, note: 'a wrong key of 32 characters' },
    };
    return;
  },
});
