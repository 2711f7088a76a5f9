import { strict } from '../../../lab/encryption/web-side.ts';
import { weakHsts } from '../../../src/checks/encryption/weak-hsts.ts';
import { testTlsRule } from './tls-rule-test.ts';

testTlsRule(weakHsts, {
  'fires on a minute': { lab: strict.minute, fires: { severity: 'low' } },
  'fires on zero': { lab: strict.zero, fires: true },
  'fires on a header without max-age': { lab: strict.unreadable, fires: true },
  'silent on a year': { lab: strict.year, fires: false },
  'untested without the header': { lab: strict.none, fires: false, skipped: /no response has/ },
});
