import { guarded } from '../../../lab/authentication/key-service.ts';
import { forbidding, speechless } from '../../../lab/authentication/missing-authenticate-challenge.ts';
import { missingAuthenticateChallenge } from '../../../src/checks/authentication/missing-authenticate-challenge.ts';
import { testRule } from '../../rule-test.ts';

testRule(missingAuthenticateChallenge, {
  'fires on a bare 401': {
    lab: speechless,
    path: '/notes',
    fires: { severity: 'info', confidence: 'confirmed' },
  },
  'silent on a 401 with a challenge': { lab: guarded, path: '/notes', fires: false },
  'silent on a 403': { lab: forbidding, path: '/notes', fires: false },
});
