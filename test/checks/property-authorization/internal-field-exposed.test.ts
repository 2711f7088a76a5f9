import { asUser } from '../../../lab/data-exposure/serving.ts';
import { accountsApi } from '../../../lab/identities/accounts-api.ts';
import * as lab from '../../../lab/property-authorization/internal-field-exposed.ts';

import { internalFieldExposed } from '../../../src/checks/property-authorization/internal-field-exposed.ts';
import { testRule } from '../../rule-test.ts';

testRule(internalFieldExposed, {
  'fires on mapper marks': {
    lab: lab.mongoose,
    path: '/users',
    fires: { severity: 'low', confidence: 'confirmed' },
  },
  'fires on bookkeeping': { lab: lab.soft, path: '/users', fires: true },
  'fires on class names': { lab: lab.spring, path: '/users', fires: true },
  'fires on privileges that anybody reads': { lab: lab.admins, path: '/users', fires: true },
  'silent on one’s own privileges': { lab: lab.ownRecord, path: '/users', options: asUser, fires: false },
  'silent on the record that a registration answers with': {
    lab: accountsApi({ showsRecord: true }),
    options: { mode: 'active' },
    fires: false,
  },
  'silent on mapped records': { lab: lab.mapped, path: '/users', fires: false },
});
