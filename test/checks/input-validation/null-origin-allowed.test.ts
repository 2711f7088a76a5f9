import { everybody, nullListed, unlisted } from '../../../lab/input-validation/null-origin-allowed.ts';
import { nullOriginAllowed } from '../../../src/checks/input-validation/null-origin-allowed.ts';
import { testRule } from '../../rule-test.ts';

testRule(nullOriginAllowed, {
  'fires where null is on the list': {
    lab: nullListed,
    path: '/me',
    fires: { confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent where it is not': { lab: unlisted, path: '/me', fires: false },
  'silent where every origin is repeated anyway': { lab: everybody, path: '/me', fires: false },
});
