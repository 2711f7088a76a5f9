import { showsEverybodysSecrets, showsOwnSecrets } from '../../../lab/bola/foreign-secret-served.ts';
import { ada, correct, sharedOrders } from '../../../lab/bola/orders-api.ts';
import { foreignSecretServed } from '../../../src/checks/bola/foreign-secret-served.ts';
import { testRule } from '../../rule-test.ts';

const options = { identities: [ada] };

testRule(foreignSecretServed, {
  'fires on private fields of two owners': {
    lab: showsEverybodysSecrets,
    options,
    fires: { severity: 'high', confidence: 'likely', at: ['GET /orders/{id}'] },
  },
  'silent where only owners see them': { lab: showsOwnSecrets, options, fires: false },
  'silent where there are none': { lab: sharedOrders, options, fires: false },
  'untested where lists hold own objects only': {
    lab: correct,
    options,
    fires: false,
    skipped: /several owners/,
  },
  'untested for administrators': {
    lab: showsEverybodysSecrets,
    options: { identities: [{ ...ada, role: 'admin' }] },
    fires: false,
    skipped: /role/,
  },
});
