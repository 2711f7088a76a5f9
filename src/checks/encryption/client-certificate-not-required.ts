import { TransportFailure } from '../../http/transport-failure.ts';
import { accepts, sameAnswer } from '../answers.ts';
import { openByNature } from '../protection.ts';
import { defineRule } from '../rule.ts';
import { doors, holders, isClosed } from './client-certificates.ts';

export const clientCertificateNotRequired = defineRule({
  id: 'client-certificate-not-required',
  title: 'The client certificate makes no difference',
  severity: 'high',
  cwe: [306, 287],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'Clients are given certificates, but the service answers the same without one: everybody who reaches it may ask.',
  fix: 'Have the TLS end require and verify a client certificate, and refuse requests in which none was verified.',
  needs: ['https', 'client-certificate'],
  async *probe(context) {
    const { surface } = context;
    for (const holder of holders(surface)) {
      const tried = await doors(context, holder);
      // Somewhere the certificate is demanded, so what is open elsewhere is open on purpose.
      if (tried.some(({ closed }) => isClosed(closed))) return;
      const open = tried.filter(({ request }) => !openByNature({ path: new URL(request.url).pathname }));
      if (open.length === 0) return { untested: 'no operation was found that the client certificate opens' };
      for (const { request, opened, closed } of open) {
        if (closed instanceof TransportFailure || !accepts(closed, surface) || !sameAnswer(opened, closed))
          continue;
        yield {
          url: request.url,
          confidence: 'likely',
          saw: `Without a certificate the answer is ${closed.response.status}, the same as with it.`,
          proof: [
            { exchange: closed, note: 'no client certificate' },
            { exchange: opened, note: 'with the client certificate' },
          ],
        };
      }
    }
  },
});
