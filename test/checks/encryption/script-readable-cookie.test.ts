import { cookies } from '../../../lab/encryption/web-side.ts';
import { scriptReadableCookie } from '../../../src/checks/encryption/script-readable-cookie.ts';
import { testTlsRule } from './tls-rule-test.ts';

testTlsRule(scriptReadableCookie, {
  'fires without HttpOnly': { lab: cookies.bare, fires: { severity: 'low' } },
  'fires over plain http too': { lab: cookies.plain, host: 'localhost', fires: true },
  'silent with it where another operation is limited': {
    lab: cookies.besideLimited,
    host: 'localhost',
    options: { specs: [{ uri: 'lab.json', text: JSON.stringify(cookies.besideLimited.openapi) }] },
    fires: false,
  },
  'silent with it': { lab: cookies.careful, fires: false },
  'silent on cookies that open nothing': {
    lab: cookies.lookAlikes,
    fires: false,
    skipped: /no session cookie/,
  },
});
