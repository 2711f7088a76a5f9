import {
  confused,
  confusedInSecret,
  pinned,
  rsaToken,
} from '../../../lab/authentication/jwt-algorithm-confusion.ts';
import { ada, bearer, STRONG_SECRET, signToken, strict } from '../../../lab/authentication/token-service.ts';
import { jwtAlgorithmConfusion } from '../../../src/checks/authentication/jwt-algorithm-confusion.ts';
import { testRule } from '../../rule-test.ts';

const options = bearer(rsaToken());

testRule(jwtAlgorithmConfusion, {
  'fires where the public key serves as HMAC secret': {
    lab: confused,
    path: '/me',
    options,
    fires: { severity: 'critical', confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent where the algorithm is fixed': { lab: pinned, path: '/me', options, fires: false },
  'untested where the key is not published': {
    lab: confusedInSecret,
    path: '/me',
    options,
    fires: false,
    skipped: /public key .* not found/,
  },
  'untested with an HMAC token': {
    lab: strict,
    path: '/me',
    options: bearer(signToken(ada(), STRONG_SECRET)),
    fires: false,
    skipped: /no public key/,
  },
});
