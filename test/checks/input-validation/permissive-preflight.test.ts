import {
  everything,
  listedHeaders,
  listedOrigin,
  withoutCredentials,
} from '../../../lab/input-validation/permissive-preflight.ts';
import { permissivePreflight } from '../../../src/checks/input-validation/permissive-preflight.ts';
import { testRule } from '../../rule-test.ts';

testRule(permissivePreflight, {
  'fires where any origin may send anything': {
    lab: everything,
    path: '/me',
    fires: { confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent where the origin is fixed': { lab: listedOrigin, path: '/me', fires: false },
  'silent where headers are listed': { lab: listedHeaders, path: '/me', fires: false },
  'silent where no credentials come along': { lab: withoutCredentials, path: '/me', fires: false },
});
