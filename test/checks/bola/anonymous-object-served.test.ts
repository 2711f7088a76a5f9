import { listForAdmins, objectsAreOpen, sameForEveryId } from '../../../lab/bola/anonymous-object-served.ts';
import { invoiceFiles } from '../../../lab/bola/invoice-files.ts';
import { ada, correct, publicOrders } from '../../../lab/bola/orders-api.ts';
import { sideDoors } from '../../../lab/bola/side-doors.ts';
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
    skipped: /the list rejects the authenticated user too/,
  },
  'silent where every identifier gets the same': { lab: sameForEveryId, options, fires: false },
  'untested where the list is public': {
    lab: publicOrders,
    options,
    fires: false,
    skipped: /does not reject unauthenticated requests/,
  },
  'fires where the object asks and its file does not': {
    lab: invoiceFiles({ open: ['file'] }),
    options,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /invoices/{id}/file'] },
  },
  'fires where a counted number was shown behind the login, and opens a record of somebody': {
    lab: invoiceFiles({ open: ['member'] }),
    options,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /old/patrons/{patron_no}'] },
  },
  'silent for pictures that are for everybody': {
    lab: invoiceFiles({ open: ['avatar'] }),
    options,
    fires: false,
  },
  'silent for links to share, whose identifiers are random': {
    lab: invoiceFiles({ open: ['shared'] }),
    options,
    fires: false,
  },
  'fires where an older version serves what the newer one refuses': {
    lab: sideDoors('old version'),
    options,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /v1/tasks/{task_key}'] },
  },
  'fires where the token of a personal link is not compared': {
    lab: sideDoors('token'),
    options,
    fires: { at: ['GET /subscriptions/{id}'] },
  },
  'fires where a feed names its owner, and a counted number is enough': {
    lab: sideDoors('feed'),
    options,
    fires: { at: ['GET /feed.ics'] },
  },
  'silent on pages for everybody that say what somebody is called': {
    lab: sideDoors('profile'),
    options,
    fires: false,
  },
  'silent where each of them compares its own credential': {
    lab: sideDoors(),
    options,
    fires: false,
    looked: '5 of 5 reads by identifier',
  },
  'silent where all of them ask': {
    lab: invoiceFiles(),
    options,
    fires: false,
    looked: '5 of 5 reads by identifier',
  },
});
