import {
  ignoresCritical,
  refusesUnknownCritical,
} from '../../../lab/authentication/jwt-critical-header-ignored.ts';
import { ada, bearer, signToken } from '../../../lab/authentication/token-service.ts';
import { jwtCriticalHeaderIgnored } from '../../../src/checks/authentication/jwt-critical-header-ignored.ts';
import { testRule } from '../../rule-test.ts';

const options = bearer(signToken(ada(), 'secret'));

testRule(jwtCriticalHeaderIgnored, {
  'fires where crit has no effect': {
    lab: ignoresCritical,
    path: '/me',
    options,
    fires: { severity: 'info', confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent where unknown extensions are refused': {
    lab: refusesUnknownCritical,
    path: '/me',
    options,
    fires: false,
  },
});
