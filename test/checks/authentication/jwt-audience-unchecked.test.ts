import { expect } from 'vitest';
import {
  AUDIENCE,
  strictAboutKeys,
  strictAboutKeysAndAudience,
  takesAnyAudience,
  takesOwnAudience,
} from '../../../lab/authentication/jwt-audience-unchecked.ts';
import { ada, bearer, STRONG_SECRET, signToken } from '../../../lab/authentication/token-service.ts';
import { jwtAudienceUnchecked } from '../../../src/checks/authentication/jwt-audience-unchecked.ts';
import { testRule } from '../../rule-test.ts';

const options = bearer(signToken({ ...ada(), aud: AUDIENCE }, 'secret'));

const relay = {
  ...bearer(signToken({ ...ada(), aud: AUDIENCE }, STRONG_SECRET)),
  foreignToken: signToken({ ...ada(), aud: 'other-api' }, STRONG_SECRET),
};

testRule(jwtAudienceUnchecked, {
  'fires where any audience will do': {
    lab: takesAnyAudience,
    path: '/me',
    options,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /me'] },
  },
  'fires for a token issued for another service': {
    lab: strictAboutKeys,
    path: '/me',
    options: relay,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /me'] },
    also: (findings) => expect(JSON.stringify(findings)).not.toContain(relay.foreignToken),
  },
  'silent where a token for another service is refused': {
    lab: strictAboutKeysAndAudience,
    path: '/me',
    options: relay,
    fires: false,
  },
  'silent where the audience is checked': { lab: takesOwnAudience, path: '/me', options, fires: false },
  'untested where tokens name none': {
    lab: takesAnyAudience,
    path: '/me',
    options: bearer(signToken(ada(), 'secret')),
    fires: false,
    skipped: /no aud claim/,
  },
});
