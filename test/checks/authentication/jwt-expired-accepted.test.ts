import { ignoresExpiry, ignoresExpiryAndWeak } from '../../../lab/authentication/jwt-expired-accepted.ts';
import {
  ada,
  bearer,
  STRONG_SECRET,
  signToken,
  strict,
  strictButWeak,
} from '../../../lab/authentication/token-service.ts';
import { jwtExpiredAccepted } from '../../../src/checks/authentication/jwt-expired-accepted.ts';
import { testRule } from '../../rule-test.ts';

testRule(jwtExpiredAccepted, {
  'fires where an expired token still works': {
    lab: ignoresExpiry,
    path: '/me',
    options: bearer(signToken(ada(-2), STRONG_SECRET)),
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /me'] },
  },
  'fires on a token that the scanner dates back': {
    lab: ignoresExpiryAndWeak,
    path: '/me',
    options: bearer(signToken(ada(), 'secret')),
    fires: { confidence: 'confirmed' },
  },
  'silent where dates are checked': {
    lab: strictButWeak(() => true),
    path: '/me',
    options: bearer(signToken(ada(), 'secret')),
    fires: false,
  },
  'untested where no token can be signed': {
    lab: strict,
    path: '/me',
    options: bearer(signToken(ada(), STRONG_SECRET)),
    fires: false,
    skipped: /secret was not found/,
  },
});
