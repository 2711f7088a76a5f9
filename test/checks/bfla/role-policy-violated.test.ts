import { boss, correct, user } from '../../../lab/bfla/back-office.ts';
import { openToAll } from '../../../lab/bfla/open-administrative-operation.ts';
import { anyAccountWillDo } from '../../../lab/bfla/plain-user-administrative-access.ts';
import { rolePolicyViolated } from '../../../src/checks/bfla/role-policy-violated.ts';
import { testRule } from '../../rule-test.ts';

const roles = { anonymous: [], user: ['GET /me'], admin: ['*'] };

testRule(rolePolicyViolated, {
  'fires where a role reads what its policy does not list': {
    lab: anyAccountWillDo,
    options: { identities: [user, boss], roles },
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /admin/users'] },
  },
  'silent where every role gets what its policy lists': {
    lab: correct,
    options: { identities: [user, boss], roles },
    fires: false,
    looked: '6 of 6 operations of roles',
  },
  'fires for anonymous too': {
    lab: openToAll,
    options: { identities: [user], roles: { anonymous: [] } },
    fires: { severity: 'high', at: ['GET /admin/users'] },
  },
  'a refused operation of the policy is a remark': {
    lab: correct,
    options: { identities: [user], roles: { user: ['GET /*'] } },
    fires: { severity: 'info', at: ['GET /admin/users'] },
  },
  'says nothing of roles that the policy does not name': {
    lab: anyAccountWillDo,
    options: { identities: [user], roles: { auditor: ['/me'] } },
    fires: false,
    skipped: /./,
  },
  'untested without a policy': {
    lab: anyAccountWillDo,
    options: { identities: [user] },
    fires: false,
    skipped: /no role policy/,
  },
});
