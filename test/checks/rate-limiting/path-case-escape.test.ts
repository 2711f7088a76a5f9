import { limiter } from '../../../lab/rate-limiting/limiter.ts';
import { pathCaseEscape } from '../../../src/checks/rate-limiting/path-case-escape.ts';
import { testRule } from '../../rule-test.ts';

testRule(pathCaseEscape, {
  'fires where the path counts as written': {
    lab: limiter({ limit: 60, by: (c) => c.req.path }),
    path: '/items',
    fires: { confidence: 'confirmed', at: ['GET /items'] },
  },
  'silent where the client counts': { lab: limiter({ limit: 60 }), path: '/items', fires: false },
});
