import { limiter } from '../../../lab/rate-limiting/limiter.ts';
import { keyRotationEscape } from '../../../src/checks/rate-limiting/key-rotation-escape.ts';
import { testRule } from '../../rule-test.ts';

testRule(keyRotationEscape, {
  'fires where the unverified key counts': {
    lab: limiter({ limit: 60, by: (c) => c.req.header('Authorization') ?? 'none' }),
    path: '/items',
    fires: { confidence: 'confirmed', at: ['GET /items'] },
  },
  'silent where the client counts': { lab: limiter({ limit: 60 }), path: '/items', fires: false },
});
