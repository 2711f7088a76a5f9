import { plainTokenUrl, sound } from '../../../lab/authentication/documents.ts';
import { plainHttpTokenUrl } from '../../../src/checks/authentication/plain-http-token-url.ts';
import { testRule } from '../../rule-test.ts';

testRule(plainHttpTokenUrl, {
  'fires on a token address without TLS': {
    lab: plainTokenUrl,
    fires: { severity: 'high', confidence: 'confirmed' },
  },
  'silent on a sound document': { lab: sound, fires: false },
  'untested without a document': {
    lab: { routes: sound.routes },
    path: '/notes',
    fires: false,
    skipped: /OpenAPI/,
  },
});
