import { everybody, nullListed, unlisted } from '../../../lab/input-validation/null-origin-allowed.ts';
import { nullOriginAllowed } from '../../../src/checks/input-validation/null-origin-allowed.ts';
import { testRule } from '../../rule-test.ts';

const withCookie = {
  identities: [
    { name: 'ada', credentials: [{ kind: 'cookie', name: 'sid', value: 'ada-session-1' } as const] },
  ],
};

testRule(nullOriginAllowed, {
  'fires where null is on the list': {
    lab: nullListed,
    path: '/me',
    options: withCookie,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent where it is not': { lab: unlisted, path: '/me', options: withCookie, fires: false },
  'silent where every origin is repeated anyway': {
    lab: everybody,
    path: '/me',
    options: withCookie,
    fires: false,
  },
});
