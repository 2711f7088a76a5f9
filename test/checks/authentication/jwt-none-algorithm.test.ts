import {
  emptyAnswers,
  honoursNone,
  honoursOddSpelling,
} from '../../../lab/authentication/jwt-none-algorithm.ts';
import {
  ada,
  bearer,
  catchAll,
  OPAQUE,
  opaque,
  STRONG_SECRET,
  signToken,
  strict,
} from '../../../lab/authentication/token-service.ts';
import { jwtNoneAlgorithm } from '../../../src/checks/authentication/jwt-none-algorithm.ts';
import { testRule } from '../../rule-test.ts';

const options = bearer(signToken(ada(), STRONG_SECRET));

testRule(jwtNoneAlgorithm, {
  'fires where "none" needs no signature': {
    lab: honoursNone,
    path: '/me',
    options,
    fires: { confidence: 'confirmed', at: ['GET /me'] },
  },
  'fires where another spelling slips through': {
    lab: honoursOddSpelling,
    path: '/me',
    options,
    fires: { severity: 'critical' },
  },
  'fires where answers are empty on every path': {
    lab: emptyAnswers,
    options,
    fires: { confidence: 'confirmed', at: ['GET /', 'GET /api', 'GET /api/v1'] },
    looked: '3 of 3 operations that refuse anonymous and serve the identity',
  },
  'silent where tokens are verified': { lab: strict, path: '/me', options, fires: false },
  'untested where every page is the same': {
    lab: catchAll,
    path: '/me',
    options,
    fires: false,
    skipped: /refuses anonymous/,
  },
  'untested without a JWT': {
    lab: opaque,
    path: '/me',
    options: bearer(OPAQUE),
    fires: false,
    skipped: /not a JWT/,
  },
  'untested without a credential': { lab: strict, path: '/me', fires: false, skipped: /needs a credential/ },
});
