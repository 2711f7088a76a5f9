import {
  AUDIENCE,
  takesAnyAudience,
  takesOwnAudience,
} from '../../../lab/authentication/jwt-audience-unchecked.ts';
import { ada, bearer, signToken } from '../../../lab/authentication/token-service.ts';
import { jwtAudienceUnchecked } from '../../../src/checks/authentication/jwt-audience-unchecked.ts';
import { testRule } from '../../rule-test.ts';

const options = bearer(signToken({ ...ada(), aud: AUDIENCE }, 'secret'));

testRule(jwtAudienceUnchecked, {
  'fires where any audience will do': {
    lab: takesAnyAudience,
    path: '/me',
    options,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent where the audience is checked': { lab: takesOwnAudience, path: '/me', options, fires: false },
  'untested where tokens name none': {
    lab: takesAnyAudience,
    path: '/me',
    options: bearer(signToken(ada(), 'secret')),
    fires: false,
    skipped: /no audience/,
  },
});
