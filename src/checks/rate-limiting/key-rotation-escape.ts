import { randomBytes } from 'node:crypto';
import { sameKind } from '../../answers/answers.ts';
import { credentialSlots } from '../../places/credential-slots.ts';
import { defineRule, untested } from '../rule.ts';
import { withHeaders } from '../with-headers.ts';
import { limited } from './limit-signs.ts';
import { BURST, burst, now, ofBurst, reach } from './reached-limit.ts';

export const keyRotationEscape = defineRule({
  id: 'key-rotation-escape',
  title: 'Rate-limit bypass by changing the API key',
  aliases: ['rate limit bypass', 'brute force', 'API key rotation'],
  severity: 'medium',
  cwe: [770, 307],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:L/SC:N/SI:N/SA:N',
  description:
    'An attacker can try keys without limit (brute force). The rate limit counts by a credential before it is verified, so a new invalid key for each request is never limited, and a counter is stored for each of them.',
  remediation:
    'Count requests without a valid credential by IP address, and by the credential only after it is verified.',
  disruptive: true,
  places: burst,
  judge: ofBurst(async (outcome, { surface, anonymous }) => {
    if (!outcome.refusal && !outcome.announced) return untested('no limit was reached');
    const { request } = outcome.operation;
    const [slot] = credentialSlots(surface);
    if (!slot) return untested('no header takes a credential');
    const keyed = () => withHeaders(request, slot.with(`mb-${randomBytes(12).toString('hex')}`));
    const first = keyed();
    const ordinary = await now(anonymous, first);
    if (!ordinary || limited(ordinary)) return 'clean';
    if (!(await reach(anonymous, first, BURST))) return untested('no limit was reached with an invalid key');
    const proofs = [];
    let control = ordinary;
    for (let round = 0; round < 2; round += 1) {
      const fresh = await now(anonymous, keyed());
      const again = await now(anonymous, first);
      if (!fresh || limited(fresh) || !sameKind(fresh, ordinary) || !again || !limited(again)) return 'clean';
      proofs.push(fresh);
      control = again;
    }
    const [one, two] = proofs;
    if (!one || !two) return 'clean';
    return {
      confidence: 'confirmed',
      evidenceSummary: `${slot.name}: one invalid key reached the limit; two other invalid keys returned ${one.response.status} at the same time.`,
      proof: [
        { exchange: one, note: 'a second invalid key: accepted' },
        { exchange: two, note: 'a third one: accepted' },
      ],
      control: { exchange: control, note: 'the first invalid key, in between and afterwards: rejected' },
    };
  }),
});
