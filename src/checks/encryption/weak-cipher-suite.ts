import type { Weakness } from '../../http/cipher-suites.ts';
import { CIPHER_SUITES } from '../../http/cipher-suites.ts';
import type { HttpClient } from '../../http/client.ts';
import { service } from '../../places/service.ts';
import type { Severity } from '../../result.ts';
import type { Detection } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** Worst first. CBC is weak only in the hands of clients that know nothing better, so it counts little. */
const KINDS: readonly { readonly weakness: Weakness; readonly severity: Severity; readonly says: string }[] =
  [
    { weakness: 'null', severity: 'high', says: 'encrypt nothing' },
    { weakness: 'anonymous', severity: 'high', says: 'do not authenticate the server' },
    { weakness: 'export', severity: 'high', says: 'use keys of 40 bits' },
    { weakness: 'rc4', severity: 'medium', says: 'use RC4' },
    { weakness: 'des', severity: 'medium', says: 'use DES or 3DES' },
    { weakness: 'cbc', severity: 'low', says: 'use CBC, mostly with SHA-1' },
  ];

/** A server names one suite an offer; after this many the reader has seen enough. */
const MOST_NAMED = 4;

export const weakCipherSuite = defineRule({
  id: 'weak-cipher-suite',
  title: 'Weak TLS cipher suites enabled',
  aliases: ['RC4', '3DES', 'Sweet32', 'NULL cipher', 'export cipher', 'weak TLS'],
  severity: 'medium',
  cwe: [327, 326],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:L/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone on the network path may break the encryption of old or misconfigured clients, or find none.',
  remediation:
    'Enable only suites with ECDHE and AES-GCM or ChaCha20-Poly1305, as in Mozilla’s “intermediate” configuration.',
  needs: ['https'],
  places: service,
  async judge({ target, entry }, { anonymous }) {
    const { origin } = target;
    const found: Detection[] = [];
    for (const { weakness, severity, says } of KINDS) {
      const names = await acceptedSuites(anonymous, origin, weakness);
      if (names.length === 0) continue;
      found.push({
        url: origin,
        confidence: 'confirmed',
        severity,
        cause: weakness,
        evidenceSummary: `A client that offers only suites that ${says} is accepted: ${names.join(', ')}.`,
        proof: [
          {
            exchange: entry,
            note: `the ServerHello selects ${names[0]}; this exchange used ${entry.response.tls?.cipher}`,
          },
        ],
        control: {
          fact: 'the server responded to an offer of these suites only with a ServerHello that selects one, not with an alert',
        },
      });
    }
    return found;
  },
});

/** Asks again without what was chosen, until the server refuses. */
async function acceptedSuites(client: HttpClient, url: string, weakness: Weakness): Promise<string[]> {
  const names: string[] = [];
  let left = CIPHER_SUITES.filter((suite) => suite.weakness === weakness).map(({ id }) => id);
  while (left.length > 0 && names.length < MOST_NAMED) {
    const answer = await client.handshake({ url, version: 'TLSv1.2', suites: left });
    if (!answer.accepted) break;
    names.push(answer.cipher);
    left = left.filter((id) => id !== answer.suite);
  }
  return names;
}
