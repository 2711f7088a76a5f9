import { escaped, joined } from '../../../lab/input-validation/ldap-injection.ts';
import { ldapInjection } from '../../../src/checks/input-validation/ldap-injection.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

testRule(ldapInjection, {
  'fires on a joined filter': {
    lab: joined,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /people'] },
  },
  'silent where values are escaped': { lab: escaped, options: active, fires: false },
  'skipped in safe mode': { lab: joined, fires: false, skipped: /--active/ },
});
