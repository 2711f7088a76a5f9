import { both, onlyPublic } from '../../../lab/input-validation/wildcard-origin-with-credentials.ts';
import { wildcardOriginWithCredentials } from '../../../src/checks/input-validation/wildcard-origin-with-credentials.ts';
import { testRule } from '../../rule-test.ts';

testRule(wildcardOriginWithCredentials, {
  'fires on a wildcard beside credentials': {
    lab: both,
    path: '/me',
    fires: { confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent on a public API': { lab: onlyPublic, path: '/me', fires: false },
});
