import { anyLength, lengthBounded } from '../../../lab/rate-limiting/size-limits.ts';
import { missingUrlLengthLimit } from '../../../src/checks/rate-limiting/missing-url-length-limit.ts';
import { testRule } from '../../rule-test.ts';

testRule(missingUrlLengthLimit, {
  'fires where 12 kB are read': { lab: anyLength, fires: { severity: 'info' } },
  'silent where 414 comes': { lab: lengthBounded, fires: false },
});
