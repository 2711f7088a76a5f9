import { askedByPost } from '../../../lab/input-validation/asked-by-post.ts';
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
  'fires in a member of a body': {
    lab: askedByPost(joined),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /people/search'] },
  },
  'fires in a field of a form': {
    lab: askedByPost(joined, 'form'),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /people/search'] },
  },
  'silent in a member of a body (1)': {
    lab: askedByPost(escaped),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'skipped in safe mode': { lab: joined, fires: false, skipped: /--active/ },
});
