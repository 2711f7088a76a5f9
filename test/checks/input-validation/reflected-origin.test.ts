import { listed, reflecting } from '../../../lab/input-validation/reflected-origin.ts';
import { reflectedOrigin } from '../../../src/checks/input-validation/reflected-origin.ts';
import { testRule } from '../../rule-test.ts';

testRule(reflectedOrigin, {
  'fires where any origin is repeated': {
    lab: reflecting,
    path: '/me',
    fires: { confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent where origins are listed': { lab: listed, path: '/me', fires: false },
});
