import { listForAdmins, objectsAreOpen, sameForEveryId } from '../../../lab/bola/anonymous-object-served.ts';
import { invoiceFiles } from '../../../lab/bola/invoice-files.ts';
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
  'silent where all of them ask': {
    lab: invoiceFiles(),
    options,
    fires: false,
    looked: '5 of 5 reads by identifier',
  },
});
