import { ignoresNotBefore } from '../../../lab/authentication/jwt-not-before-ignored.ts';
import { ada, bearer, signToken, strictButWeak } from '../../../lab/authentication/token-service.ts';
import { jwtNotBeforeIgnored } from '../../../src/checks/authentication/jwt-not-before-ignored.ts';
import { testRule } from '../../rule-test.ts';

const options = bearer(signToken(ada(), 'secret'));

testRule(jwtNotBeforeIgnored, {
  'fires where tokens work before their time': {
    lab: ignoresNotBefore,
    path: '/me',
    options,
    fires: { severity: 'low', confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent where nbf is checked': { lab: strictButWeak(() => true), path: '/me', options, fires: false },
});
