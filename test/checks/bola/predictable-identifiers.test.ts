import { ada, correct, publicOrders } from '../../../lab/bola/orders-api.ts';
import { randomIds, scatteredIds } from '../../../lab/bola/predictable-identifiers.ts';
import { predictableIdentifiers } from '../../../src/checks/bola/predictable-identifiers.ts';
import { testRule } from '../../rule-test.ts';

testRule(predictableIdentifiers, {
  'fires where anyone may count': {
    lab: publicOrders,
    fires: { severity: 'info', confidence: 'confirmed', at: ['GET /orders/{id}'] },
  },
  'is information where objects are guarded': {
    lab: correct,
    options: { identities: [ada] },
    fires: { severity: 'info' },
  },
  'untested with random identifiers': { lab: randomIds, fires: false, skipped: /numeric/ },
  'silent on numbers far apart': { lab: scatteredIds, fires: false },
});
