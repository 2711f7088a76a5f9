import { forgivesMissingSignature } from '../../../lab/authentication/jwt-unsigned-accepted.ts';
import {
  ada,
  bearer,
  STRONG_SECRET,
  signToken,
  strict,
  tokenService,
} from '../../../lab/authentication/token-service.ts';
import { jwtUnsignedAccepted } from '../../../src/checks/authentication/jwt-unsigned-accepted.ts';
import { testRule } from '../../rule-test.ts';

const options = bearer(signToken(ada(), STRONG_SECRET));

testRule(jwtUnsignedAccepted, {
  'fires where the signature may be missing': {
    lab: forgivesMissingSignature,
    path: '/me',
    options,
    fires: { confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent where tokens are verified': { lab: strict, path: '/me', options, fires: false },
  'leaves unchecked signatures to their own rule': {
    lab: tokenService(() => true),
    path: '/me',
    options,
    fires: false,
    skipped: /jwt-signature-unchecked/,
  },
});
