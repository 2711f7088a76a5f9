import { expect } from 'vitest';
import { guessable, issuing } from '../../../lab/authentication/jwt-weak-secret.ts';
import {
  ada,
  bearer,
  STRONG_SECRET,
  signToken,
  strict,
  tokenService,
  verifies,
} from '../../../lab/authentication/token-service.ts';
import { jwtWeakSecret } from '../../../src/checks/authentication/jwt-weak-secret.ts';
import { testRule } from '../../rule-test.ts';

testRule(jwtWeakSecret, {
  'fires on the original token, and shows a forged one at work': {
    lab: guessable,
    path: '/me',
    options: bearer(signToken(ada(), 'secret')),
    fires: { severity: 'critical', confidence: 'confirmed' },
    also(findings) {
      expect(findings[0]?.evidence[0]?.note).toMatch(/signed by the scanner with this secret, is accepted/);
      expect(findings[0]?.locations[0]?.evidenceSummary).toBe(
        'A token with HS256 is signed with the guessed secret …(6 characters).',
      );
    },
  },
  'fires on a token that an answer gives out': {
    lab: issuing('random'),
    path: '/guest',
    fires: { confidence: 'confirmed', at: ['GET /guest'] },
  },
  'fires on a blank secret': { lab: issuing(''), path: '/guest', fires: true },
  'fires on a secret made of the issuer’s name': {
    lab: tokenService((token) => verifies(token, 'petshop-jwt-secret')),
    path: '/me',
    options: bearer(signToken({ ...ada(), iss: 'Petshop' }, 'petshop-jwt-secret')),
    fires: true,
    also: (findings) => expect(JSON.stringify(findings)).not.toContain('petshop-jwt-secret'),
  },
  'fires on a password that leaked often': {
    lab: tokenService((token) => verifies(token, 'hunter2')),
    path: '/me',
    options: bearer(signToken(ada(), 'hunter2')),
    fires: true,
  },
  'fires on a number of six digits in active mode': {
    lab: tokenService((token) => verifies(token, '048213')),
    path: '/me',
    options: { ...bearer(signToken(ada(), '048213')), mode: 'active' },
    fires: true,
  },
  'does not go through numbers in safe mode': {
    lab: tokenService((token) => verifies(token, '048213')),
    path: '/me',
    options: bearer(signToken(ada(), '048213')),
    fires: false,
  },
  'silent on a strong secret': {
    lab: strict,
    path: '/me',
    options: bearer(signToken(ada(), STRONG_SECRET)),
    fires: false,
  },
  'silent on a strong secret that is given out': {
    lab: issuing(STRONG_SECRET),
    path: '/guest',
    fires: false,
  },
});
