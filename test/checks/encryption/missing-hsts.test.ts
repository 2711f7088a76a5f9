import { strict } from '../../../lab/encryption/web-side.ts';
import { missingHsts } from '../../../src/checks/encryption/missing-hsts.ts';
import { testTlsRule } from './tls-rule-test.ts';

testTlsRule(missingHsts, {
  'fires without the header': { lab: strict.none, fires: { severity: 'low' } },
  'silent with it': { lab: strict.year, fires: false },
  'does not look on loopback': { lab: strict.none, host: 'localhost', fires: false, skipped: /loopback/ },
});
