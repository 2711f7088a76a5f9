import { users } from '../../../lab/encryption/authority.ts';
import { cookies, links, redirecting, strict } from '../../../lab/encryption/web-side.ts';
import { cleartextTransport } from '../../../src/checks/encryption/cleartext-transport.ts';
import { crossSiteCookie } from '../../../src/checks/encryption/cross-site-cookie.ts';
import { insecureCookie } from '../../../src/checks/encryption/insecure-cookie.ts';
import { missingHsts } from '../../../src/checks/encryption/missing-hsts.ts';
import { missingHttpsRedirect } from '../../../src/checks/encryption/missing-https-redirect.ts';
import { mixedContent } from '../../../src/checks/encryption/mixed-content.ts';
import { scriptReadableCookie } from '../../../src/checks/encryption/script-readable-cookie.ts';
import { weakHsts } from '../../../src/checks/encryption/weak-hsts.ts';
import { testTlsRule } from './tls-rule-test.ts';

const plain = { routes: users() };

testTlsRule(cleartextTransport, {
  'fires on content over plain http': { lab: plain, fires: { severity: 'high', confidence: 'confirmed' } },
  'does not look on loopback': { lab: plain, host: 'localhost', fires: false, skipped: /on this machine/ },
  'silent where all is sent on to https': { lab: redirecting, fires: false },
  'silent over https': { lab: strict.none, fires: false },
});
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
testTlsRule(missingHsts, {
  'fires without the header': { lab: strict.none, fires: { severity: 'low' } },
  'silent with it': { lab: strict.year, fires: false },
  'does not look on loopback': { lab: strict.none, host: 'localhost', fires: false, skipped: /loopback/ },
});
testTlsRule(weakHsts, {
  'fires on a minute': { lab: strict.minute, fires: { severity: 'low' } },
  'fires on zero': { lab: strict.zero, fires: true },
  'fires on a header without max-age': { lab: strict.unreadable, fires: true },
  'silent on a year': { lab: strict.year, fires: false },
  'untested without the header': { lab: strict.none, fires: false, skipped: /no answer carries/ },
});
testTlsRule(insecureCookie, {
  'fires without Secure': { lab: cookies.bare, fires: { severity: 'medium', confidence: 'confirmed' } },
  'silent with it': { lab: cookies.careful, fires: false },
  'silent on cookies that open nothing': {
    lab: cookies.lookAlikes,
    fires: false,
    skipped: /no session cookie/,
  },
});
testTlsRule(scriptReadableCookie, {
  'fires without HttpOnly': { lab: cookies.bare, fires: { severity: 'low' } },
  'fires over plain http too': { lab: cookies.plain, host: 'localhost', fires: true },
  'silent with it': { lab: cookies.careful, fires: false },
  'silent on cookies that open nothing': {
    lab: cookies.lookAlikes,
    fires: false,
    skipped: /no session cookie/,
  },
});
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
testTlsRule(mixedContent, {
  'fires on a plain link to itself': { lab: links.plain, fires: { severity: 'low' } },
  'fires on an escaped one': { lab: links.escaped, fires: true },
  'silent on links by https': { lab: links.encrypted, fires: false },
  'silent on other hosts and ports': { lab: links.otherHosts, fires: false },
});
