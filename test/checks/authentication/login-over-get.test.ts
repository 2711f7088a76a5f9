import { deadLoginByQuery, loginByBody, loginByQuery } from '../../../lab/authentication/login-over-get.ts';
import { loginOverGet } from '../../../src/checks/authentication/login-over-get.ts';
import { testRule } from '../../rule-test.ts';

testRule(loginOverGet, {
  'fires where the password is a query parameter': {
    lab: loginByQuery,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['GET /user/login'] },
  },
  'silent where the service has no such login': { lab: deadLoginByQuery, fires: false },
  'silent where it is not': { lab: loginByBody, fires: false },
});
