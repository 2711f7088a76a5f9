import { links } from '../../../lab/encryption/web-side.ts';
import { mixedContent } from '../../../src/checks/encryption/mixed-content.ts';
import { testTlsRule } from './tls-rule-test.ts';

testTlsRule(mixedContent, {
  'fires on a plain link to itself': { lab: links.plain, fires: { severity: 'low' } },
  'fires on an escaped one': { lab: links.escaped, fires: true },
  'silent on links by https': { lab: links.encrypted, fires: false },
  'silent on other hosts and ports': { lab: links.otherHosts, fires: false },
});
