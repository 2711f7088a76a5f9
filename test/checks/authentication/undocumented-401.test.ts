import { silentOn401, sound } from '../../../lab/authentication/documents.ts';
import { undocumented401 } from '../../../src/checks/authentication/undocumented-401.ts';
import { testRule } from '../../rule-test.ts';

testRule(undocumented401, {
  'fires on operations that never say 401': {
    lab: silentOn401,
    fires: { severity: 'info', confidence: 'confirmed' },
  },
  'silent on a sound document': { lab: sound, fires: false },
  'untested without a document': {
    lab: { routes: sound.routes },
    path: '/notes',
    fires: false,
    skipped: /OpenAPI/,
  },
});
