import { boss, correct, user } from '../../../lab/bfla/back-office.ts';
import { openToAll } from '../../../lab/bfla/open-administrative-operation.ts';
import { anyAccountWillDo } from '../../../lab/bfla/plain-user-administrative-access.ts';
import { plainUserAdministrativeAccess } from '../../../src/checks/bfla/plain-user-administrative-access.ts';
import { testRule } from '../../rule-test.ts';

testRule(plainUserAdministrativeAccess, {
  'fires where any account will do': {
    lab: anyAccountWillDo,
    options: { identities: [user] },
    fires: { severity: 'high', confidence: 'likely', at: ['GET /admin/users'] },
  },
  'silent where the role is checked': { lab: correct, options: { identities: [user] }, fires: false },
  'silent where all is open, which is another rule’s': {
    lab: openToAll,
    options: { identities: [user] },
    fires: false,
  },
  'untested with an administrator': {
    lab: correct,
    options: { identities: [boss] },
    fires: false,
    skipped: /plain user/,
  },
});
