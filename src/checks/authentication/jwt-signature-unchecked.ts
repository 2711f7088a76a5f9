import { encodeJwt } from '../../material/jwt.ts';
import { onTrial, openedByRaised } from '../forgery.ts';
import { type Detection, defineRule } from '../rule.ts';
import { withOpened } from '../second-look.ts';

export const jwtSignatureUnchecked = defineRule({
  id: 'jwt-signature-unchecked',
  title: 'JWT signature not verified',
  aliases: [
    'forged JWT',
    'improper signature verification',
    'decode without verify',
    'authentication bypass',
  ],
  severity: 'critical',
  cwe: [347, 345],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can create a token for any user with any permission. The service reads tokens without verifying them.',
  remediation:
    'Verify the signature with a fixed key and algorithm before you use any claim: call verify, not decode.',
  needs: ['identity'],
  ...onTrial(async (trial, context) => {
    if (!trial.brokenAccepted) return 'clean';
    const changed = await trial.send(
      encodeJwt(
        trial.jwt.header,
        { ...trial.jwt.payload, mb: 1 },
        { kind: 'keep', signature: trial.jwt.signature },
      ),
    );
    const payloadToo = changed !== undefined && trial.accepted(changed);
    const detection: Detection = {
      confidence: 'confirmed',
      evidenceSummary: payloadToo
        ? 'The token was accepted with a broken signature, and with changed claims.'
        : 'The token was accepted with one character of its signature changed.',
      proof: [
        {
          exchange: trial.broken,
          note: 'one character in the middle of the signature is changed, and it is accepted',
        },
        ...(payloadToo && changed
          ? [{ exchange: changed, note: 'a claim is added under the old signature, and it is accepted' }]
          : []),
      ],
      control: { exchange: trial.guarded.refusal, note: 'without a token the operation refuses' },
    };
    if (!payloadToo) return detection;
    return withOpened(detection, await openedByRaised(trial.jwt, ({ token }) => token, context));
  }),
});
