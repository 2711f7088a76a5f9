import { protocols } from '../../../lab/encryption/protocols.ts';
import { noForwardSecrecy } from '../../../src/checks/encryption/no-forward-secrecy.ts';
import { testTlsRule } from './tls-rule-test.ts';

testTlsRule(noForwardSecrecy, {
  'fires where there is nothing else': { lab: protocols.staticKeys, fires: { severity: 'medium' } },
  'fires where it is preferred': { lab: protocols.staticPreferred, fires: true },
  'silent where static keys are only the last resort': { lab: protocols.cbc, fires: false },
  'silent on TLS 1.3': { lab: protocols.tls13, fires: false },
});
