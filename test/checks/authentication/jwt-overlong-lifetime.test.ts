import { expect } from 'vitest';
import {
  forAMonth,
  forAMonthFromNow,
  forAnHour,
  refreshForAMonth,
} from '../../../lab/authentication/jwt-overlong-lifetime.ts';
import { jwtOverlongLifetime } from '../../../src/checks/authentication/jwt-overlong-lifetime.ts';
import { testRule } from '../../rule-test.ts';

testRule(jwtOverlongLifetime, {
  'fires on a month, and says so': {
    lab: forAMonth,
    path: '/guest',
    fires: { severity: 'low', confidence: 'confirmed', at: ['GET /guest'] },
    also: ([finding]) => expect(finding?.locations[0]?.evidenceSummary).toContain('30 days'),
  },
  'fires on a month from now': {
    lab: forAMonthFromNow,
    path: '/guest',
    fires: { severity: 'low', confidence: 'confirmed', at: ['GET /guest'] },
    also: ([finding]) => expect(finding?.locations[0]?.evidenceSummary).toContain('from now'),
  },
  'silent on an hour': { lab: forAnHour, path: '/guest', fires: false },
  'silent on refresh tokens': { lab: refreshForAMonth, path: '/guest', fires: false },
});
