import { defineRule, untested } from '../rule.ts';
import {
  DOOR_SAMPLE,
  doors,
  foreignSigned,
  isClosed,
  NO_DOOR,
  openedWith,
  selfSigned,
  shut,
  tryDoor,
} from './client-certificates.ts';

export const foreignClientCertificateAccepted = defineRule({
  id: 'foreign-client-certificate-accepted',
  title: 'Client certificate of an untrusted CA accepted',
  aliases: ['mTLS', 'mutual TLS', 'improper certificate validation'],
  severity: 'critical',
  cwe: [296, 295, 287],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can create a CA with the same name and issue client certificates that are accepted under any name. The service does not verify the signature of the CA.',
  remediation:
    'Verify client certificates against the one CA that issues them, and reject the connection when that fails.',
  needs: ['https', 'client-certificate'],
  places: doors,
  alike: DOOR_SAMPLE,
  async judge(door, context) {
    const tried = await tryDoor(door, context);
    if (!tried || !isClosed(tried.closed)) return untested(NO_DOOR);
    // One cause, one finding: where no signature is looked at, the other rule says so.
    if (await openedWith(selfSigned(door.holder), door, tried, context))
      return untested('self-signed certificates are accepted already');
    const answer = await openedWith(foreignSigned(door.holder), door, tried, context);
    if (!answer) return 'clean';
    return {
      url: door.request.url,
      confidence: 'confirmed',
      evidenceSummary: `A certificate signed by a CA created for this scan returned ${answer.response.status}; without a certificate the request is rejected.`,
      proof: [
        { exchange: answer, note: 'issued by a CA that only copies the name' },
        { exchange: tried.opened, note: 'with the right certificate' },
      ],
      control: shut(tried),
    };
  },
});
