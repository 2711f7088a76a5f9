import { protocols } from '../../../lab/encryption/protocols.ts';
import { missingForwardSecrecy } from '../../../src/checks/encryption/missing-forward-secrecy.ts';
import { testTlsRule } from './tls-rule-test.ts';

testTlsRule(missingForwardSecrecy, {
  'fires where there is nothing else': { lab: protocols.staticKeys, fires: { severity: 'medium' } },
  'fires where it is preferred': { lab: protocols.staticPreferred, fires: true },
  'silent where static keys are only the last resort': { lab: protocols.cbc, fires: false },
  'silent on TLS 1.3': { lab: protocols.tls13, fires: false },
});
