import { ISSUER, takesAnyIssuer, takesOwnIssuer } from '../../../lab/authentication/jwt-issuer-unchecked.ts';
import { ada, bearer, signToken } from '../../../lab/authentication/token-service.ts';
import { jwtIssuerUnchecked } from '../../../src/checks/authentication/jwt-issuer-unchecked.ts';
import { testRule } from '../../rule-test.ts';

const options = bearer(signToken({ ...ada(), iss: ISSUER }, 'secret'));

testRule(jwtIssuerUnchecked, {
  'fires where any issuer will do': {
    lab: takesAnyIssuer,
    path: '/me',
    options,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent where the issuer is checked': { lab: takesOwnIssuer, path: '/me', options, fires: false },
});
