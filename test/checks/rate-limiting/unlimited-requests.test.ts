import { Hono } from 'hono';
import { expect } from 'vitest';
import { limiter } from '../../../lab/rate-limiting/limiter.ts';
import { unlimitedRequests } from '../../../src/checks/rate-limiting/unlimited-requests.ts';
import { testRule } from '../../rule-test.ts';

testRule(unlimitedRequests, {
  'fires where a hundred requests change nothing': {
    lab: limiter({ limit: 10_000 }),
    path: '/items',
    fires: { severity: 'low', confidence: 'likely', at: ['GET /items'] },
    also: (findings) => expect(findings[0]?.locations[0]?.saw).toContain('120 requests'),
  },
  'silent where 429 comes': { lab: limiter({ limit: 60 }), path: '/items', fires: false },
  'silent where a larger limit is announced': {
    lab: limiter({ limit: 5_000, guiding: true }),
    path: '/items',
    fires: false,
  },
  'does not look where nothing answers': {
    lab: { routes: new Hono() },
    fires: false,
    skipped: /no GET operation answers/,
  },
});
