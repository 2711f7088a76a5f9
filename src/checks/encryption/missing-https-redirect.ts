import { header, succeeded } from '../../http/exchange.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import { service } from '../../places/service.ts';
import type { Detection } from '../rule.ts';
import { defineRule, untested } from '../rule.ts';
import { isLocal } from './presented-certificate.ts';

export const missingHttpsRedirect = defineRule({
  id: 'missing-https-redirect',
  title: 'No redirect from HTTP to HTTPS',
  aliases: ['HTTPS redirect', 'plain HTTP', 'SSL stripping'],
  severity: 'medium',
  cwe: [319],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone on the network path can read requests and credentials of clients with an old or mistyped URL. They are sent in clear text without anyone noticing.',
  remediation: 'Close the plain HTTP port, or return only a permanent redirect to HTTPS.',
  needs: ['https'],
  places: service,
  async judge(surface, { anonymous }) {
    const { target } = surface;
    const twins = target.scope.filter((origin) => {
      const url = new URL(origin);
      return url.protocol === 'http:' && url.hostname === target.hostname;
    });
    if (twins.length === 0) {
      return untested(
        `http://${target.hostname} is not in the scope of this scan: add it to the scope to test it`,
      );
    }
    const found: Detection[] = [];
    for (const origin of twins) {
      const asked = await anonymous.attempt({ url: `${origin}${new URL(target.url).pathname}` });
      // Nobody listens: that is as good as a redirect.
      if (asked instanceof TransportFailure) continue;
      const { status, headers } = asked.response;
      if (/^https:/i.test(header(headers, 'location') ?? '')) continue;
      if (!succeeded(asked) && status !== 401) continue;
      found.push({
        url: origin,
        confidence: 'confirmed',
        ...(isLocal(surface) ? { severity: 'info' as const } : {}),
        evidenceSummary: `${origin} returns ${status} instead of redirecting to HTTPS.`,
        proof: [{ exchange: asked, note: 'no redirect to https' }],
        control: { exchange: surface.entry, note: 'the same host, over HTTPS' },
      });
    }
    return found;
  },
});
