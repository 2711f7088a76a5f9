import { boundedList, unboundedList } from '../../../lab/rate-limiting/bounds.ts';
import { unboundedArray } from '../../../src/checks/rate-limiting/unbounded-array.ts';
import { testRule } from '../../rule-test.ts';

testRule(unboundedArray, {
  'fires on a list without maxItems': { lab: unboundedList, fires: { severity: 'info', at: ['GET /items'] } },
  'silent on a bounded list': { lab: boundedList, fires: false },
});
