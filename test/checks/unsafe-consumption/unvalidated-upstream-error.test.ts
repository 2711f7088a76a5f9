import { aboutErrors, ownWords, passedOn } from '../../../lab/unsafe-consumption/answers.ts';
import { unvalidatedUpstreamError } from '../../../src/checks/unsafe-consumption/unvalidated-upstream-error.ts';
import { testRule } from '../../rule-test.ts';

testRule(unvalidatedUpstreamError, {
  'fires on the error of a call': {
    lab: passedOn,
    path: '/status',
    fires: { severity: 'low', at: ['GET /status'] },
  },
  'says that nothing was reached where every answer is a failure': {
    lab: ownWords,
    path: '/status',
    fires: false,
    skipped: /no operation was reached/,
  },
  'silent on help with such errors': { lab: aboutErrors, path: '/status', fires: false },
});
