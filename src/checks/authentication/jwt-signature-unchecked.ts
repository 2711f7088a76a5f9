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
        ? 'The token was accepted with an invalid signature and modified claims.'
        : 'The token was accepted with one character of the signature changed.',
      proof: [
        {
          exchange: trial.broken,
          note: 'accepted with one character in the middle of the signature changed',
        },
        ...(payloadToo && changed
          ? [{ exchange: changed, note: 'accepted with an added claim under the old signature' }]
          : []),
      ],
      control: { exchange: trial.guarded.refusal, note: 'without a token the request is rejected' },
    };
    if (!payloadToo) return detection;
    return withOpened(detection, await openedByRaised(trial.jwt, ({ token }) => token, context));
  }),
});
