import { implicit, sound } from '../../../lab/authentication/documents.ts';
import { implicitFlow } from '../../../src/checks/authentication/oauth-implicit-flow.ts';
import { testRule } from '../../rule-test.ts';

testRule(implicitFlow, {
  'fires on the implicit flow': { lab: implicit, fires: { severity: 'low', confidence: 'confirmed' } },
  'silent on a sound document': { lab: sound, fires: false },
  'untested without a document': {
    lab: { routes: sound.routes },
    path: '/notes',
    fires: false,
    skipped: /OpenAPI/,
  },
});
