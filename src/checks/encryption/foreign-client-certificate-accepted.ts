import { TransportFailure } from '../../http/transport-failure.ts';
import { defineRule } from '../rule.ts';
import { foreignSigned, selfSigned, tryDoors } from './client-certificates.ts';

export const foreignClientCertificateAccepted = defineRule({
  id: 'foreign-client-certificate-accepted',
  title: 'Client certificates of any authority are accepted',
  severity: 'critical',
  cwe: [296, 295, 287],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'Whoever sets up an authority of the same name can issue certificates that are let in under any name.',
  fix: 'Verify client certificates against the one authority that issues them, and refuse the connection when that fails.',
  needs: ['https', 'client-certificate'],
  async *probe(context) {
    const anySignature = await tryDoors(context, selfSigned);
    // One cause, one finding: where no signature is looked at, the other rule says so.
    if (anySignature && !('untested' in anySignature))
      return { untested: 'self-signed certificates are accepted already' };
    const opened = await tryDoors(context, foreignSigned);
    if (!opened || 'untested' in opened) return opened;
    const { door, answer } = opened;
    const closed = door.closed;
    yield {
      url: door.request.url,
      confidence: 'confirmed',
      saw: `A certificate that was signed by an authority made for this scan gets ${answer.response.status}; without one the service refuses.`,
      proof: [
        { exchange: answer, note: 'issued by an authority that only copies the name' },
        { exchange: door.opened, note: 'with the right certificate' },
      ],
      control:
        closed instanceof TransportFailure
          ? { fact: `without a certificate there is no answer: ${closed.message}` }
          : { exchange: closed, note: 'without a certificate' },
    };
  },
});
