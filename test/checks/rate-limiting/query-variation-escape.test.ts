import { limiter } from '../../../lab/rate-limiting/limiter.ts';
import { queryVariationEscape } from '../../../src/checks/rate-limiting/query-variation-escape.ts';
import { testRule } from '../../rule-test.ts';

testRule(queryVariationEscape, {
  'fires where the whole URL counts': {
    lab: limiter({ limit: 60, by: (c) => c.req.url }),
    path: '/items',
    fires: { confidence: 'confirmed', at: ['GET /items'] },
  },
  'silent where the path counts': {
    lab: limiter({ limit: 60, by: (c) => c.req.path }),
    path: '/items',
    fires: false,
  },
});
