import { cookies } from '../../../lab/encryption/web-side.ts';
import { crossSiteCookie } from '../../../src/checks/encryption/cross-site-cookie.ts';
import { testTlsRule } from './tls-rule-test.ts';

testTlsRule(crossSiteCookie, {
  'fires without SameSite': { lab: cookies.bare, fires: { severity: 'low' } },
  'fires on SameSite=None': { lab: cookies.crossSite, fires: true },
  'silent on Lax': { lab: cookies.careful, fires: false },
  'silent on cookies that open nothing': {
    lab: cookies.lookAlikes,
    fires: false,
    skipped: /no session cookie/,
  },
});
