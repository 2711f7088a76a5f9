import { boundedList, unboundedList } from '../../../lab/rate-limiting/bounds.ts';
import { undocumented429 } from '../../../src/checks/rate-limiting/undocumented-429.ts';
import { testRule } from '../../rule-test.ts';

testRule(undocumented429, {
  'fires where no 429 is documented': { lab: unboundedList, fires: { severity: 'info', at: ['GET /items'] } },
  'silent where it is': { lab: boundedList, fires: false },
});
