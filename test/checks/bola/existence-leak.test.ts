import { alwaysForbidden, tellsApart } from '../../../lab/bola/existence-leak.ts';
import { ada, correct } from '../../../lab/bola/orders-api.ts';
import { existenceLeak } from '../../../src/checks/bola/existence-leak.ts';
import { testRule } from '../../rule-test.ts';

const options = { identities: [ada] };

testRule(existenceLeak, {
  'fires on 403 for what exists and 404 for what does not': {
    lab: tellsApart,
    options,
    fires: { severity: 'low', confidence: 'confirmed', at: ['GET /orders/{id}'] },
  },
  'silent where both are 404': { lab: correct, options, fires: false },
  'silent where both are 403': { lab: alwaysForbidden, options, fires: false },
});
