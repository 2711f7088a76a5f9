import { defineRule, untested } from '../rule.ts';
import {
  DOOR_SAMPLE,
  doors,
  isClosed,
  NO_DOOR,
  openedWith,
  selfSigned,
  shut,
  tryDoor,
} from './client-certificates.ts';

export const selfSignedClientCertificateAccepted = defineRule({
  id: 'self-signed-client-certificate-accepted',
  title: 'Self-signed client certificate accepted (mTLS)',
  aliases: ['mTLS', 'mutual TLS', 'improper certificate validation'],
  severity: 'critical',
  cwe: [296, 295, 287],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can create a certificate with any name and is accepted under that name. The service does not verify who issued client certificates.',
  remediation:
    'Verify client certificates against the one CA that issues them, and reject the connection when that fails.',
  needs: ['https', 'client-certificate'],
  places: doors,
  alike: DOOR_SAMPLE,
  async judge(door, context) {
    const tried = await tryDoor(door, context);
    if (!tried || !isClosed(tried.closed)) return untested(NO_DOOR);
    const answer = await openedWith(selfSigned(door.holder), door, tried, context);
    if (!answer) return 'clean';
    return {
      url: door.request.url,
      confidence: 'confirmed',
      evidenceSummary: `A self-signed certificate returned ${answer.response.status}; without a certificate the request is rejected.`,
      proof: [
        { exchange: answer, note: 'a certificate created for this request, with the name copied' },
        { exchange: tried.opened, note: 'with the right certificate' },
      ],
      control: shut(tried),
    };
  },
});
