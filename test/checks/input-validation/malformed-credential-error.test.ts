import {
  catching,
  decodingFirst,
  dyingOnSingleWords,
} from '../../../lab/input-validation/malformed-credential-error.ts';
import { malformedCredentialError } from '../../../src/checks/input-validation/malformed-credential-error.ts';
import { testRule } from '../../rule-test.ts';

testRule(malformedCredentialError, {
  'fires where tokens are decoded unguarded': {
    lab: decodingFirst,
    fires: { confidence: 'confirmed', at: ['GET /me'] },
  },
  'fires where the connection dies': {
    lab: dyingOnSingleWords,
    fires: { confidence: 'likely', severity: 'low', at: ['GET /me'] },
  },
  'silent where they count as missing': { lab: catching, fires: false },
});
