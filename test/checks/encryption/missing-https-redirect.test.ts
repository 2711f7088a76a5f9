import { users } from '../../../lab/encryption/authority.ts';
import { redirecting, strict } from '../../../lab/encryption/web-side.ts';
import { missingHttpsRedirect } from '../../../src/checks/encryption/missing-https-redirect.ts';
import { testTlsRule } from './tls-rule-test.ts';

const plain = { routes: users() };

testTlsRule(missingHttpsRedirect, {
  'fires where the plain port answers': { lab: strict.none, plainTwin: plain, fires: { severity: 'medium' } },
  'is information on loopback': {
    lab: strict.none,
    host: 'localhost',
    plainTwin: plain,
    fires: { severity: 'info' },
  },
  'silent where it redirects': { lab: strict.none, plainTwin: redirecting, fires: false },
  'does not leave the scope': { lab: strict.none, fires: false, skipped: /not in the scope/ },
});
