import { anyLength, largeHeaders, lastServes } from '../../../lab/rate-limiting/size-limits.ts';
import { missingHeaderSizeLimit } from '../../../src/checks/rate-limiting/missing-header-size-limit.ts';
import { testRule } from '../../rule-test.ts';

testRule(missingHeaderSizeLimit, {
  'fires where 32 kB are read': { lab: largeHeaders, fires: { severity: 'info' } },
  'goes on to the one operation that answers': { lab: lastServes, fires: { at: ['GET /f'] } },
  'silent where the server stops at 16 kB': { lab: anyLength, fires: false },
});
