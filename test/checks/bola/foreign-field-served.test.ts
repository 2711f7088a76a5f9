import {
  addressesForAll,
  addressesForUsers,
  directory,
  openAmongMembers,
  ownFieldsOnly,
  publishedByEach,
} from '../../../lab/bola/foreign-field-served.ts';
import { ada, bob } from '../../../lab/bola/orders-api.ts';
import { foreignFieldServed } from '../../../src/checks/bola/foreign-field-served.ts';
import { testRule } from '../../rule-test.ts';

const options = { identities: [ada, bob] };
const looked = '1 of 1 kinds of objects';

testRule(foreignFieldServed, {
  'fires where a login is enough for one of two private fields': {
    lab: addressesForUsers,
    options,
    fires: { severity: 'medium', confidence: 'likely', at: ['GET /members/{id}'] },
    looked,
  },
  'silent where private fields are for their owner': { lab: ownFieldsOnly, options, fires: false, looked },
  'silent where each decides for himself': { lab: publishedByEach, options, fires: false, looked },
  'silent where everybody reads the field': { lab: addressesForAll, options, fires: false, looked },
  'untested in a directory behind a login': {
    lab: directory,
    options,
    fires: false,
    skipped: /returns more fields/,
  },
  'untested where nothing is kept for the owner': {
    lab: openAmongMembers,
    options,
    fires: false,
    skipped: /returns more fields/,
  },
  'untested for administrators': {
    lab: addressesForUsers,
    options: {
      identities: [
        { ...ada, role: 'admin' },
        { ...bob, role: 'admin' },
      ],
    },
    fires: false,
    skipped: /returns more fields/,
  },
});
