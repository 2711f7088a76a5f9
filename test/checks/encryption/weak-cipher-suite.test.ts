import { expect } from 'vitest';
import { serveOld } from '../../../lab/encryption/old-server.ts';
import { protocols } from '../../../lab/encryption/protocols.ts';
import { weakCipherSuite } from '../../../src/checks/encryption/weak-cipher-suite.ts';
import type { Finding } from '../../../src/result.ts';
import { testTlsRule } from './tls-rule-test.ts';

const said = (findings: readonly Finding[]) =>
  findings.map(({ locations }) => locations[0]?.evidenceSummary).join('\n');

testTlsRule(weakCipherSuite, {
  'CBC counts little': {
    lab: protocols.cbc,
    fires: { severity: 'low', confidence: 'confirmed' },
    also: (findings) =>
      expect(said(findings)).toMatch(/TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, TLS_RSA_WITH_AES_256_CBC_SHA\./),
  },
  'fires on suites without encryption': {
    lab: () => serveOld(protocols.careful, { versions: [0x0303], suites: [0x0002, 0x003b] }),
    fires: { severity: 'high' },
    also: (findings) => expect(said(findings)).toMatch(/NULL_SHA, TLS_RSA_WITH_NULL_SHA256/),
  },
  'fires on export, RC4 and 3DES, each by itself': {
    lab: () => serveOld(protocols.careful, { versions: [0x0303], suites: [0x0003, 0x0005, 0x000a] }),
    fires: { severity: 'high' },
    also: (findings) =>
      expect(findings.map(({ severity }) => severity)).toEqual(['high', 'medium', 'medium']),
  },
  'silent on a careful server': { lab: protocols.careful, fires: false },
  'silent on TLS 1.3 alone': { lab: protocols.tls13, fires: false },
});
