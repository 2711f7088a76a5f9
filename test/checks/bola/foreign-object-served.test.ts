import {
  listForAdmins,
  saysNoSoftly,
  servesToOwners,
  servesToStrangers,
} from '../../../lab/bola/foreign-object-served.ts';
import { ada, bob, publicOrders, sharedOrders } from '../../../lab/bola/orders-api.ts';
import { foreignObjectServed } from '../../../src/checks/bola/foreign-object-served.ts';
import { testRule } from '../../rule-test.ts';

const options = { identities: [ada, bob] };

testRule(foreignObjectServed, {
  'fires where the identifier is enough': {
    lab: servesToStrangers,
    options,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /orders/{id}'] },
  },
  'silent where owners only are served': { lab: servesToOwners, options, fires: false },
  'silent where no is said with status 200': { lab: saysNoSoftly, options, fires: false },
  'untested where the other one’s list is refused': {
    lab: listForAdmins,
    options,
    fires: false,
    skipped: /only one of the identities/,
  },
  'untested where all share one list': {
    lab: sharedOrders,
    options,
    fires: false,
    skipped: /only one of the identities/,
  },
  'untested where all is public': {
    lab: publicOrders,
    options,
    fires: false,
    skipped: /only one of the identities/,
  },
  'untested with one identity': {
    lab: servesToStrangers,
    options: { identities: [ada] },
    fires: false,
    skipped: /two users/,
  },
  'untested where the other one runs the service': {
    lab: servesToStrangers,
    options: {
      identities: [
        { ...ada, role: 'admin' },
        { ...bob, role: 'admin' },
      ],
    },
    fires: false,
    skipped: /./,
  },
});
