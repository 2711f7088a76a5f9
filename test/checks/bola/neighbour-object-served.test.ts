import { looksUpByIdOnly } from '../../../lab/bola/neighbour-object-served.ts';
import { numberedAlike } from '../../../lab/bola/numbered-alike.ts';
import { ada, correct, publicOrders, sharedOrders } from '../../../lab/bola/orders-api.ts';
import { ordersElsewhere } from '../../../lab/bola/orders-elsewhere.ts';
import { type Open, readsByIdentifier } from '../../../lab/bola/reads-by-identifier.ts';
import { rides } from '../../../lab/bola/rides.ts';
import { neighbourObjectServed } from '../../../src/checks/bola/neighbour-object-served.ts';
import { testRule } from '../../rule-test.ts';

const options = { identities: [ada] };

testRule(neighbourObjectServed, {
  'fires where the next number is somebody else’s': {
    lab: looksUpByIdOnly,
    options,
    fires: { severity: 'high', confidence: 'likely', at: ['GET /orders/{id}'] },
  },
  'fires on receipts of others for rides of others': {
    lab: rides({ driver: 9 }),
    options,
    fires: { at: ['GET /bookings/{id}/receipt'] },
  },
  'silent on receipts of others for one’s own ride': { lab: rides({ driver: 7 }), options, fires: false },
  'fires where one’s own list stands elsewhere': {
    lab: ordersElsewhere({ list: '/me/orders' }),
    options,
    fires: { confidence: 'likely', at: ['GET /orders/{id}'] },
  },
  ...Object.fromEntries(
    Object.entries({
      profile: 'GET /users/{id}',
      notes: 'GET /users/{id}/notes',
      invoice: 'GET /orders/{id}/invoice',
      receipt: 'GET /receipt',
    }).map(([open, at]) => [
      `fires at ${at} alone`,
      {
        lab: readsByIdentifier({ open: open as Open }),
        options,
        fires: { at: [at], confidence: 'likely' as const },
      },
    ]),
  ),
  'silent where every read compares the owner': {
    lab: readsByIdentifier(),
    options,
    fires: false,
    looked: '9 of 10 reads by identifier',
  },
  'silent on a directory of users': { lab: readsByIdentifier({ directory: true }), options, fires: false },
  'silent on orders that are everybody’s, and what hangs below them': {
    lab: readsByIdentifier({ shared: true }),
    options,
    fires: false,
  },
  'silent on what others published, beside a list of one’s own': {
    lab: ordersElsewhere({ list: '/me/orders', field: 'author_id' }),
    options,
    fires: false,
  },
  'silent on rooms of which one has the same number as the user': {
    lab: numberedAlike(),
    options,
    fires: false,
    looked: '1 of 1 reads by identifier',
  },
  'silent where objects are looked up with their owner': { lab: correct, options, fires: false },
  'untested where the list is everybody’s': {
    lab: sharedOrders,
    options,
    fires: false,
    skipped: /of all users/,
  },
  'untested where objects are public': {
    lab: publicOrders,
    options,
    fires: false,
    skipped: /returned without authentication/,
  },
});
