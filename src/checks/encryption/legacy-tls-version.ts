import type { TlsVersion } from '../../http/client.ts';
import { service } from '../../places/service.ts';
import type { Detection } from '../rule.ts';
import { defineRule } from '../rule.ts';

const LEGACY: readonly TlsVersion[] = ['SSLv3', 'TLSv1', 'TLSv1.1'];

export const legacyTlsVersion = defineRule({
  id: 'legacy-tls-version',
  title: 'TLS 1.0, TLS 1.1 or SSL 3 enabled',
  aliases: ['deprecated TLS', 'SSLv3', 'POODLE', 'BEAST', 'weak TLS'],
  severity: 'low',
  cwe: [326, 327],
  cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone on the network path can use known attacks on MD5, SHA-1 and CBC. TLS 1.0, TLS 1.1 and SSL 3 rely on them; RFC 8996 and PCI DSS forbid them.',
  remediation: 'Set the minimum version to TLS 1.2 where TLS ends: load balancer, reverse proxy or server.',
  needs: ['https'],
  places: service,
  async judge({ target, entry }, { anonymous }) {
    const { origin } = target;
    const found: Detection[] = [];
    for (const version of LEGACY) {
      const answer = await anonymous.handshake({ url: origin, version });
      if (!answer.accepted || answer.version !== version) continue;
      found.push({
        url: origin,
        confidence: 'confirmed',
        ...(version === 'SSLv3' ? { severity: 'high' as const } : {}),
        cause: version,
        evidenceSummary: `A client that offers only ${version} is accepted, with ${answer.cipher}.`,
        proof: [
          {
            exchange: entry,
            note: `the ServerHello selects ${version}; this exchange used ${entry.response.tls?.protocol}`,
          },
        ],
        control: {
          fact: `the server responded to an offer of ${version} only with a ServerHello of that version, not with an alert`,
        },
      });
    }
    return found;
  },
});
