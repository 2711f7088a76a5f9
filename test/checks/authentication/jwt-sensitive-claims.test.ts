import { expect } from 'vitest';
import { carriesIdOnly, carriesPassword } from '../../../lab/authentication/jwt-sensitive-claims.ts';
import { jwtSensitiveClaims } from '../../../src/checks/authentication/jwt-sensitive-claims.ts';
import { testRule } from '../../rule-test.ts';

testRule(jwtSensitiveClaims, {
  'fires on a password, and names only the claim': {
    lab: carriesPassword,
    path: '/guest',
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /guest'] },
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toContain('user.password');
      expect(finding?.locations[0]?.evidenceSummary).not.toContain('hunter2');
    },
  },
  'silent on claims that only sound so': { lab: carriesIdOnly, path: '/guest', fires: false },
});
