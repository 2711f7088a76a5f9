import { limiter } from '../../../lab/rate-limiting/limiter.ts';
import { stateForUnissuedCredentials } from '../../../src/checks/rate-limiting/state-for-unissued-credentials.ts';
import { testRule } from '../../rule-test.ts';

testRule(stateForUnissuedCredentials, {
  'fires where every made-up key has a count of its own': {
    lab: limiter({ limit: 1_000, guiding: true, by: (c) => c.req.header('Authorization') ?? 'none' }),
    path: '/items',
    fires: { severity: 'low', confidence: 'likely', at: ['GET /items'] },
  },
  'silent where the client counts': {
    lab: limiter({ limit: 1_000, guiding: true }),
    path: '/items',
    fires: false,
  },
  'does not look where nothing is announced': {
    lab: limiter({ limit: 1_000 }),
    path: '/items',
    fires: false,
    skipped: /number of remaining requests/,
  },
});
