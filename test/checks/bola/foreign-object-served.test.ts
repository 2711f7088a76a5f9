import {
  listForAdmins,
  saysNoSoftly,
  servesToOwners,
  servesToStrangers,
} from '../../../lab/bola/foreign-object-served.ts';
import { manyKinds } from '../../../lab/bola/many-kinds.ts';
import { nestedOrders } from '../../../lab/bola/nested-orders.ts';
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
  'fires on the last of many kinds, though one list breaks the connection': {
    lab: manyKinds(),
    options,
    fires: { at: ['GET /kind8/{id}'] },
    looked: '8 of 9 kinds of objects',
  },
  'fires where paths end with a slash': {
    lab: manyKinds('/'),
    options,
    fires: { at: ['GET /kind8/{id}/'] },
    looked: '8 of 9 kinds of objects',
  },
  'fires where only the order is compared with the path': {
    lab: nestedOrders('order only'),
    options,
    fires: { confidence: 'confirmed', at: ['GET /users/{user_id}/orders/{id}'] },
  },
  'fires under the stranger’s own path': {
    lab: nestedOrders('user only'),
    options,
    fires: { confidence: 'confirmed', at: ['GET /users/{user_id}/orders/{id}'] },
  },
  'silent where both parts are compared': {
    lab: nestedOrders('both'),
    options,
    fires: false,
    looked: '1 of 1 kinds of objects',
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
