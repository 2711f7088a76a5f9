import { limiter } from '../../../lab/rate-limiting/limiter.ts';
import { forwardedForEscape } from '../../../src/checks/rate-limiting/forwarded-for-escape.ts';
import { testRule } from '../../rule-test.ts';

testRule(forwardedForEscape, {
  'fires where X-Forwarded-For is believed': {
    lab: limiter({ limit: 60, by: (c) => c.req.header('X-Forwarded-For') ?? 'none' }),
    path: '/items',
    fires: { confidence: 'confirmed', at: ['GET /items'] },
  },
  'fires on Forwarded, and where the limit is announced': {
    lab: limiter({ limit: 70, guiding: true, by: (c) => c.req.header('Forwarded') ?? 'none' }),
    path: '/items',
    fires: { confidence: 'confirmed', at: ['GET /items'] },
  },
  'silent where the connection counts': { lab: limiter({ limit: 60 }), path: '/items', fires: false },
  'does not look where no limit is reached': {
    lab: limiter({ limit: 10_000 }),
    path: '/items',
    fires: false,
    skipped: /no limit was reached/,
  },
});
