import { TransportFailure } from '../../http/transport-failure.ts';
import { defineRule } from '../rule.ts';
import { selfSigned, tryDoors } from './client-certificates.ts';

export const selfSignedClientCertificateAccepted = defineRule({
  id: 'self-signed-client-certificate-accepted',
  title: 'Any self-made client certificate is accepted',
  severity: 'critical',
  cwe: [296, 295, 287],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N',
  meaning: 'Whoever makes a certificate, with any name in it, is let in as that name.',
  fix: 'Verify client certificates against the one authority that issues them, and refuse the connection when that fails.',
  needs: ['https', 'client-certificate'],
  async *probe(context) {
    const opened = await tryDoors(context, selfSigned);
    if (!opened || 'untested' in opened) return opened;
    const { door, answer } = opened;
    const closed = door.closed;
    yield {
      url: door.request.url,
      confidence: 'confirmed',
      saw: `A certificate that signed itself gets ${answer.response.status}; without one the service refuses.`,
      proof: [
        { exchange: answer, note: 'a certificate made for this request, with the name copied' },
        { exchange: door.opened, note: 'with the right certificate' },
      ],
      control:
        closed instanceof TransportFailure
          ? { fact: `without a certificate there is no answer: ${closed.message}` }
          : { exchange: closed, note: 'without a certificate' },
    };
  },
});
