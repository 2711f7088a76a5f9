import { aboutErrors, ownWords, passedOn } from '../../../lab/unsafe-consumption/answers.ts';
import { unvalidatedUpstreamError } from '../../../src/checks/unsafe-consumption/unvalidated-upstream-error.ts';
import { testRule } from '../../rule-test.ts';

testRule(unvalidatedUpstreamError, {
  'fires on the error of a call': {
    lab: passedOn,
    path: '/status',
    fires: { severity: 'low', at: ['GET /status'] },
  },
  'silent on own words': { lab: ownWords, path: '/status', fires: false },
  'silent on help with such errors': { lab: aboutErrors, path: '/status', fires: false },
});
