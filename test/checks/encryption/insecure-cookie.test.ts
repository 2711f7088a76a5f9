import { cookies } from '../../../lab/encryption/web-side.ts';
import { insecureCookie } from '../../../src/checks/encryption/insecure-cookie.ts';
import { testTlsRule } from './tls-rule-test.ts';

testTlsRule(insecureCookie, {
  'fires without Secure': { lab: cookies.bare, fires: { severity: 'medium', confidence: 'confirmed' } },
  'silent with it': { lab: cookies.careful, fires: false },
  'silent on cookies that open nothing': {
    lab: cookies.lookAlikes,
    fires: false,
    skipped: /no session cookie/,
  },
});
