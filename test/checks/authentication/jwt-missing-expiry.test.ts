import { issuingClaims, signsPicture } from '../../../lab/authentication/jwt-missing-expiry.ts';
import { ada, bearer, STRONG_SECRET, signToken, strict } from '../../../lab/authentication/token-service.ts';
import { jwtMissingExpiry } from '../../../src/checks/authentication/jwt-missing-expiry.ts';
import { testRule } from '../../rule-test.ts';

testRule(jwtMissingExpiry, {
  'fires on a token that is given out': {
    lab: issuingClaims({ sub: '7' }),
    path: '/guest',
    fires: { severity: 'medium', confidence: 'confirmed', at: ['GET /guest'] },
  },
  'fires on the original token': {
    lab: strict,
    path: '/me',
    options: bearer(signToken({ sub: '7' }, STRONG_SECRET)),
    fires: { at: ['GET /me'] },
  },
  'silent on tokens with an expiry': { lab: issuingClaims(ada()), path: '/guest', fires: false },
  'silent on the original token with an expiry': {
    lab: strict,
    path: '/me',
    options: bearer(signToken(ada(), STRONG_SECRET)),
    fires: false,
  },
  'does not judge the service by a token that opened nothing': {
    lab: issuingClaims(ada()),
    path: '/guest',
    options: bearer(signToken({ sub: '7' }, STRONG_SECRET)),
    fires: false,
    skipped: /gave access to nothing/,
  },
  'silent on the signed address of a picture': { lab: signsPicture, path: '/guest', fires: false },
  'silent on refresh tokens': {
    lab: issuingClaims({ sub: '7' }, 'refresh_token'),
    path: '/guest',
    fires: false,
  },
});
