import { ownPassword, password, sound } from '../../../lab/authentication/documents.ts';
import { passwordFlow } from '../../../src/checks/authentication/oauth-password-flow.ts';
import { testRule } from '../../rule-test.ts';

testRule(passwordFlow, {
  'fires on the password flow': { lab: password, fires: { severity: 'low', confidence: 'confirmed' } },
  'is information where it is the own login': { lab: ownPassword, fires: { severity: 'info' } },
  'silent on a sound document': { lab: sound, fires: false },
  'untested without a document': {
    lab: { routes: sound.routes },
    path: '/notes',
    fires: false,
    skipped: /OpenAPI/,
  },
});
