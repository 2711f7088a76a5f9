import { ecdsa, ecdsaToken, takesZeros } from '../../../lab/authentication/jwt-blank-ecdsa-signature.ts';
import { ada, bearer, STRONG_SECRET, signToken, strict } from '../../../lab/authentication/token-service.ts';
import { jwtBlankEcdsaSignature } from '../../../src/checks/authentication/jwt-blank-ecdsa-signature.ts';
import { testRule } from '../../rule-test.ts';

const options = bearer(ecdsaToken());

testRule(jwtBlankEcdsaSignature, {
  'fires where zeros are a signature': {
    lab: takesZeros,
    path: '/me',
    options,
    fires: { severity: 'critical', confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent where they are none': { lab: ecdsa, path: '/me', options, fires: false },
  'does not look at other algorithms': {
    lab: strict,
    path: '/me',
    options: bearer(signToken(ada(), STRONG_SECRET)),
    fires: false,
    skipped: /not signed with ECDSA/,
  },
});
