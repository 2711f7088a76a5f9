import { sound, undefinedScheme } from '../../../lab/authentication/documents.ts';
import { undefinedSecurityScheme } from '../../../src/checks/authentication/undefined-security-scheme.ts';
import { testRule } from '../../rule-test.ts';

testRule(undefinedSecurityScheme, {
  'fires on a scheme that is not defined': {
    lab: undefinedScheme,
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'silent on a sound document': { lab: sound, fires: false },
  'untested without a document': {
    lab: { routes: sound.routes },
    path: '/notes',
    fires: false,
    skipped: /OpenAPI/,
  },
});
