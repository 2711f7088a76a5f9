import { limiter } from '../../../lab/rate-limiting/limiter.ts';
import { limitWithoutGuidance } from '../../../src/checks/rate-limiting/limit-without-guidance.ts';
import { testRule } from '../../rule-test.ts';

testRule(limitWithoutGuidance, {
  'fires on a bare 429': {
    lab: limiter({ limit: 60 }),
    path: '/items',
    fires: { confidence: 'confirmed', at: ['GET /items'] },
  },
  'silent where Retry-After is sent': {
    lab: limiter({ limit: 60, guiding: true }),
    path: '/items',
    fires: false,
  },
  'does not look where no limit is reached': {
    lab: limiter({ limit: 10_000 }),
    path: '/items',
    fires: false,
    skipped: /no limit was reached/,
  },
});
