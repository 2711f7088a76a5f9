import {
  everything,
  listedHeaders,
  listedOrigin,
  withoutCredentials,
} from '../../../lab/input-validation/permissive-preflight.ts';
import { permissivePreflight } from '../../../src/checks/input-validation/permissive-preflight.ts';
import { testRule } from '../../rule-test.ts';

const withCookie = {
  identities: [
    { name: 'ada', credentials: [{ kind: 'cookie', name: 'sid', value: 'ada-session-1' } as const] },
  ],
};

testRule(permissivePreflight, {
  'fires where any origin may send anything': {
    lab: everything,
    path: '/me',
    options: withCookie,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent where the origin is fixed': { lab: listedOrigin, path: '/me', options: withCookie, fires: false },
  'silent where headers are listed': { lab: listedHeaders, path: '/me', options: withCookie, fires: false },
  'silent where no credentials come along': {
    lab: withoutCredentials,
    path: '/me',
    options: withCookie,
    fires: false,
  },
});
