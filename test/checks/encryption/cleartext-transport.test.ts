import { users } from '../../../lab/encryption/authority.ts';
import { redirecting, strict } from '../../../lab/encryption/web-side.ts';
import { cleartextTransport } from '../../../src/checks/encryption/cleartext-transport.ts';
import { testTlsRule } from './tls-rule-test.ts';

const plain = { routes: users() };

testTlsRule(cleartextTransport, {
  'fires on content over plain http': { lab: plain, fires: { severity: 'high', confidence: 'confirmed' } },
  'does not look on loopback': { lab: plain, host: 'localhost', fires: false, skipped: /on this machine/ },
  'silent where all is sent on to https': { lab: redirecting, fires: false },
  'silent over https': { lab: strict.none, fires: false },
});
