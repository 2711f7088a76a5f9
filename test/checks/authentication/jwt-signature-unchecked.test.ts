import {
  comparesPrefix,
  decodesAtOne,
  decodesOnly,
} from '../../../lab/authentication/jwt-signature-unchecked.ts';
import { ada, bearer, STRONG_SECRET, signToken, strict } from '../../../lab/authentication/token-service.ts';
import { jwtSignatureUnchecked } from '../../../src/checks/authentication/jwt-signature-unchecked.ts';
import { testRule } from '../../rule-test.ts';

const options = bearer(signToken(ada(), STRONG_SECRET));

testRule(jwtSignatureUnchecked, {
  'fires where tokens are only decoded': {
    lab: decodesOnly,
    path: '/me',
    options,
    fires: { severity: 'critical', confidence: 'confirmed', at: ['GET /me'] },
  },
  'fires where half a signature will do': {
    lab: comparesPrefix,
    path: '/me',
    options,
    fires: { confidence: 'confirmed' },
  },
  'fires where one operation of many only decodes': {
    lab: decodesAtOne,
    options,
    fires: { confidence: 'confirmed', at: ['GET /statement'] },
    looked: '8 of 8 operations that refuse anonymous and serve the identity',
  },
  'silent where tokens are verified': { lab: strict, path: '/me', options, fires: false },
});
