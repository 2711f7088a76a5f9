import { expect } from 'vitest';
import { type Beside, besideThePath } from '../../../lab/bola/beside-the-path.ts';
import { type Chosen, chosenObjects } from '../../../lab/bola/chosen-objects.ts';
import {
  linesOfAll,
  linesOfOwners,
  listForAdmins,
  saysNoSoftly,
  servesToOwners,
  servesToStrangers,
} from '../../../lab/bola/foreign-object-served.ts';
import { type Indirect, indirectObjects } from '../../../lab/bola/indirect-objects.ts';
import { manyKinds } from '../../../lab/bola/many-kinds.ts';
import { nestedOrders } from '../../../lab/bola/nested-orders.ts';
import { ada, bob, publicOrders, sharedOrders } from '../../../lab/bola/orders-api.ts';
import { growingOrders, ordersElsewhere } from '../../../lab/bola/orders-elsewhere.ts';
import { proposals } from '../../../lab/bola/own-job-proposals.ts';
import { privateMessages } from '../../../lab/bola/private-messages.ts';
import { type Open, readsByIdentifier } from '../../../lab/bola/reads-by-identifier.ts';
import { soldOrders } from '../../../lab/bola/sold-orders.ts';
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
    looked: '8 of 9 reads by identifier',
  },
  'fires where paths end with a slash': {
    lab: manyKinds('/'),
    options,
    fires: { at: ['GET /kind8/{id}/'] },
    looked: '8 of 9 reads by identifier',
  },
  'fires where only the order is compared with the path': {
    lab: nestedOrders('order only'),
    options,
    fires: { confidence: 'confirmed', at: ['GET /users/{user_id}/orders/{id}'] },
  },
  'fires on what others wrote for a job of somebody else': {
    lab: proposals({ client: 9 }),
    options,
    fires: { at: ['GET /proposals/{id}'] },
  },
  'silent on what others wrote for the asker’s own job': {
    lab: proposals({ client: 8 }),
    options,
    fires: false,
    looked: '1 of 2 reads by identifier',
  },
  'fires on the bill of what somebody else sold': {
    lab: soldOrders('all'),
    options,
    fires: { at: ['GET /orders/{ref}/bill'] },
  },
  'silent where the order itself names the asker as its seller': {
    lab: soldOrders('parties'),
    options,
    fires: false,
    looked: '2 of 2 reads by identifier',
  },
  'silent where the order itself lets the asker in, and keeps others from him': {
    lab: soldOrders('parties', { isNamed: false }),
    options,
    fires: false,
  },
  'fires on a message that names its sender': {
    lab: privateMessages({ isOpen: true }),
    options,
    fires: { severity: 'high', confidence: 'likely', at: ['GET /messages/{id}'] },
  },
  'fires on a message whose chat is refused': {
    lab: privateMessages({ isOpen: true, named: false }),
    options,
    fires: { confidence: 'likely', at: ['GET /messages/{id}'] },
  },
  'fires where another address of the same object refuses it': {
    lab: privateMessages({ copies: true, named: false, kind: 'scraps' }),
    options,
    fires: { confidence: 'likely', at: ['GET /offline/scraps/{id}'] },
  },
  'silent where messages are for those in the chat': { lab: privateMessages(), options, fires: false },
  'silent where what a chat holds may be for all': {
    lab: privateMessages({ isOpen: true, named: false, kind: 'stickers' }),
    options,
    fires: false,
    looked: '1 of 2 reads by identifier',
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
    looked: '2 of 2 reads by identifier',
  },
  ...Object.fromEntries(
    ['/me/orders', '/orders/mine', '/users/{user_id}/orders', '/my-orders'].map((list) => [
      `fires where the list stands at ${list}`,
      {
        lab: ordersElsewhere({ list }),
        options,
        fires: { severity: 'high' as const, confidence: 'likely' as const, at: ['GET /orders/{id}'] },
      },
    ]),
  ),
  'fires where the list above is for administrators, and one’s own stands elsewhere': {
    lab: ordersElsewhere({ list: '/me/orders', above: 'refused' }),
    options,
    fires: { confidence: 'likely' },
  },
  'silent where the list stands elsewhere and owners only are served': {
    lab: ordersElsewhere({ list: '/me/orders', guarded: true }),
    options,
    fires: false,
    looked: '1 of 1 reads by identifier',
  },
  'untested where a list above shows all objects to all': {
    lab: ordersElsewhere({ list: '/me/orders', above: 'shared' }),
    options,
    fires: false,
    skipped: /one user only/,
  },
  'untested where what a list of one’s own leaves out names its author only': {
    lab: ordersElsewhere({ list: '/me/orders', field: 'author_id' }),
    options,
    fires: false,
    skipped: /one user only/,
  },
  'silent on an object made after the other one’s list was read': {
    lab: growingOrders(),
    options,
    fires: false,
    looked: '1 of 1 reads by identifier',
  },
  ...Object.fromEntries(
    Object.entries<{ at: string; confidence: 'confirmed' | 'likely' }>({
      profile: { at: 'GET /users/{id}', confidence: 'likely' },
      notes: { at: 'GET /users/{id}/notes', confidence: 'likely' },
      invoice: { at: 'GET /orders/{id}/invoice', confidence: 'confirmed' },
      receipt: { at: 'GET /receipt', confidence: 'likely' },
      account: { at: 'GET /accounts/{account}', confidence: 'likely' },
      name: { at: 'GET /messages', confidence: 'likely' },
      header: { at: 'GET /statement', confidence: 'likely' },
      filter: { at: 'GET /bookings', confidence: 'likely' },
      version: { at: 'GET /v1/orders/{id}', confidence: 'likely' },
    }).map(([open, { at, confidence }]) => [
      `fires at ${at} alone`,
      { lab: readsByIdentifier({ open: open as Open }), options, fires: { at: [at], confidence } },
    ]),
  ),
  'silent where every read compares the owner': {
    lab: readsByIdentifier(),
    options,
    fires: false,
    looked: '10 of 10 reads by identifier',
  },
  ...Object.fromEntries(
    Object.entries<{ at: string; confidence: 'confirmed' | 'likely' }>({
      script: { at: 'GET /payslip.php', confidence: 'likely' },
      plural: { at: 'GET /readings', confidence: 'likely' },
      abbreviation: { at: 'GET /roster', confidence: 'likely' },
      revision: { at: 'GET /api/drafts/{id}/revisions/{rev}', confidence: 'confirmed' },
      preview: { at: 'GET /drafts/{id}/preview', confidence: 'likely' },
      deliveries: { at: 'GET /hooks/{id}/deliveries', confidence: 'likely' },
      letter: { at: 'GET /people/{id}/letters/{letter}', confidence: 'likely' },
      basket: { at: 'GET /basket', confidence: 'likely' },
      'JSON:API': { at: 'GET /visits/{id}', confidence: 'likely' },
    }).map(([open, { at, confidence }]) => [
      `fires at ${at}, whose identifiers stand elsewhere under another name`,
      { lab: indirectObjects(open as Indirect), options, fires: { at: [at], confidence } },
    ]),
  ),
  'silent where owners only get what is named indirectly': {
    lab: indirectObjects(),
    options,
    fires: false,
    looked: '13 of 14 reads by identifier',
  },
  ...Object.fromEntries(
    Object.entries<{ at: string; confidence: 'confirmed' | 'likely' }>({
      nested: { at: 'GET /courses/{course}/tasks/{task}/essays/{essay}', confidence: 'likely' },
      'set cookie': { at: 'GET /larder', confidence: 'likely' },
      'script cookie': { at: 'GET /bills', confidence: 'likely' },
      'on behalf': { at: 'GET /medicines', confidence: 'likely' },
      bracket: { at: 'GET /stays', confidence: 'likely' },
      'member number': { at: 'GET /statement', confidence: 'likely' },
    }).map(([open, { at, confidence }]) => [
      `fires at ${at}, where objects are chosen another way`,
      { lab: chosenObjects(open as Chosen), options, fires: { at: [at], confidence } },
    ]),
  ),
  'silent where only one’s own can be chosen': {
    lab: chosenObjects(),
    options,
    fires: false,
    looked: '6 of 7 reads by identifier',
  },
  ...Object.fromEntries(
    Object.entries<{ at: string; confidence: 'confirmed' | 'likely' }>({
      compared: { at: 'GET /scans/{id}/compare', confidence: 'likely' },
      exported: { at: 'GET /export/moods.csv', confidence: 'likely' },
      metered: { at: 'GET /meters/{serial}/readings/{id}', confidence: 'confirmed' },
    }).map(([open, { at, confidence }]) => [
      `fires at ${at}, where it is named beside the path or below one’s own`,
      { lab: besideThePath(open as Beside), options, fires: { at: [at], confidence } },
    ]),
  ),
  'silent where it is compared beside the path as well': {
    lab: besideThePath(),
    options,
    fires: false,
    looked: '5 of 6 reads by identifier',
  },
  'fires for two who run something of their own, by a role that was read': {
    lab: readsByIdentifier({ open: 'invoice', role: 'operator' }),
    options: { identities: [ada, bob].map(({ role: _, ...user }) => user) },
    fires: { at: ['GET /orders/{id}/invoice'] },
  },
  'silent on colleagues whose private part is kept back': {
    lab: readsByIdentifier({ colleagues: true }),
    options,
    fires: false,
  },
  'silent on a directory of users': { lab: readsByIdentifier({ directory: true }), options, fires: false },
  'silent on orders that are everybody’s, and what hangs below them': {
    lab: readsByIdentifier({ shared: true }),
    options,
    fires: false,
  },
  'silent where owners only are served': { lab: servesToOwners, options, fires: false },
  'silent where no is said with status 200': { lab: saysNoSoftly, options, fires: false },
  'untested where the other one’s list is refused': {
    lab: listForAdmins,
    options,
    fires: false,
    skipped: /one user only/,
  },
  'untested where all share one list': {
    lab: sharedOrders,
    options,
    fires: false,
    skipped: /one user only/,
  },
  'untested where all is public': {
    lab: publicOrders,
    options,
    fires: false,
    skipped: /one user only/,
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
  'fires on what the scan makes itself, where there was none': {
    lab: linesOfAll,
    options: { ...options, mode: 'active' },
    fires: { confidence: 'confirmed', at: ['GET /basket/lines/{id}'] },
    also: () => expect(linesOfAll.left()).toBe(0),
  },
  'silent on that where it is its maker’s': {
    lab: linesOfOwners,
    options: { ...options, mode: 'active' },
    fires: false,
    looked: '3 of 3 reads by identifier',
    also: () => expect(linesOfOwners.left()).toBe(0),
  },
});
