import { accepts, sameAnswer } from '../../answers/answers.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import { openByNature } from '../protection.ts';
import type { Detection } from '../rule.ts';
import { defineRule, untested } from '../rule.ts';
import type { Door, Tried } from './client-certificates.ts';
import { certificateHolders, doors, isClosed, tryDoor } from './client-certificates.ts';

export const clientCertificateNotRequired = defineRule({
  id: 'client-certificate-not-required',
  title: 'Client certificate (mTLS) not required',
  aliases: ['mTLS', 'mutual TLS', 'client authentication'],
  severity: 'high',
  cwe: [306, 287],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone who can reach the service has access. Clients have certificates, but the service returns the same response without one.',
  remediation:
    'Require and verify a client certificate where TLS ends, and reject requests without a verified one.',
  needs: ['https', 'client-certificate'],
  places: certificateHolders,
  async judge(holder, context) {
    const places = (await doors.find(context)).filter((door) => door.holder === holder);
    const open: (Tried & Door)[] = [];
    for (const door of places) {
      const tried = await tryDoor(door, context);
      if (!tried) continue;
      // Somewhere the certificate is demanded, so what is open elsewhere is open on purpose.
      if (isClosed(tried.closed)) return 'clean';
      if (!openByNature({ path: new URL(door.request.url).pathname })) open.push({ ...door, ...tried });
    }
    if (open.length === 0) return untested('no operation was found that accepts the client certificate');
    return open.flatMap(({ request, opened, closed }): Detection[] => {
      if (closed instanceof TransportFailure || !accepts(closed, context.surface)) return [];
      if (!sameAnswer(opened, closed)) return [];
      return [
        {
          url: request.url,
          confidence: 'likely',
          evidenceSummary: `Without a certificate the response is ${closed.response.status}, the same as with it.`,
          proof: [
            { exchange: closed, note: 'no client certificate' },
            { exchange: opened, note: 'with the client certificate' },
          ],
        },
      ];
    });
  },
});
