import { listForAdmins, objectsAreOpen, sameForEveryId } from '../../../lab/bola/anonymous-object-served.ts';
import { ada, correct, publicOrders } from '../../../lab/bola/orders-api.ts';
import { anonymousObjectServed } from '../../../src/checks/bola/anonymous-object-served.ts';
import { testRule } from '../../rule-test.ts';

const options = { identities: [ada] };

testRule(anonymousObjectServed, {
  'fires where the list asks and the object does not': {
    lab: objectsAreOpen,
    options,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /orders/{id}'] },
  },
  'silent where both ask': { lab: correct, options, fires: false },
  'untested where the list refuses users too': {
    lab: listForAdmins,
    options,
    fires: false,
    skipped: /the list refuses the identity too/,
  },
  'silent where every identifier gets the same': { lab: sameForEveryId, options, fires: false },
  'untested where the list is public': {
    lab: publicOrders,
    options,
    fires: false,
    skipped: /does not refuse anonymous/,
  },
});
