import { expect } from 'vitest';
import { serveOld } from '../../../lab/encryption/old-server.ts';
import { protocols } from '../../../lab/encryption/protocols.ts';
import { legacyTlsVersion } from '../../../src/checks/encryption/legacy-tls-version.ts';
import type { Finding } from '../../../src/result.ts';
import { testTlsRule } from './tls-rule-test.ts';

const said = (findings: readonly Finding[]) =>
  findings.map(({ locations }) => locations[0]?.evidenceSummary).join('\n');

testTlsRule(legacyTlsVersion, {
  'fires on TLS 1.0 and 1.1': {
    lab: protocols.tls10,
    fires: { severity: 'low', confidence: 'confirmed' },
    also: (findings) => expect(findings).toHaveLength(2),
  },
  'fires on TLS 1.1 alone': {
    lab: protocols.tls11,
    fires: true,
    also: (findings) => expect(said(findings)).toMatch(/TLSv1\.1/),
  },
  'fires where nothing better is offered': { lab: protocols.only10, fires: true },
  'fires on SSL 3, as high': {
    lab: () => serveOld(protocols.careful, { versions: [0x0300], suites: [0x000a] }),
    fires: { severity: 'high' },
  },
  'silent from TLS 1.2 on': { lab: protocols.careful, fires: false },
  'silent on TLS 1.3 alone': { lab: protocols.tls13, fires: false },
});
