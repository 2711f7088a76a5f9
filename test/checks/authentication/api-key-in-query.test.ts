import { keyInQuery, sound } from '../../../lab/authentication/documents.ts';
import { apiKeyInQuery } from '../../../src/checks/authentication/api-key-in-query.ts';
import { testRule } from '../../rule-test.ts';

testRule(apiKeyInQuery, {
  'fires on a key in the query': { lab: keyInQuery, fires: { severity: 'medium', confidence: 'confirmed' } },
  'silent on a sound document': { lab: sound, fires: false },
  'untested without a document': {
    lab: { routes: sound.routes },
    path: '/notes',
    fires: false,
    skipped: /OpenAPI/,
  },
});
