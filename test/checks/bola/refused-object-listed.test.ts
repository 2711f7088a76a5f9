import { ada, bob } from '../../../lab/bola/orders-api.ts';
import {
  careful,
  diary,
  includedForAll,
  includedForOwners,
  listedForAll,
  onShelves,
  published,
  titlesForAll,
  widenedForAll,
} from '../../../lab/bola/refused-object-listed.ts';
import { refusedObjectListed } from '../../../src/checks/bola/refused-object-listed.ts';
import { testRule } from '../../rule-test.ts';

const options = { identities: [ada, bob] };
const at = ['GET /users/{user_id}/notes'];
const looked = '1 of 1 lists of a named user, or that a parameter widens';

testRule(refusedObjectListed, {
  'fires where a parameter shows what is hidden': {
    lab: widenedForAll,
    options,
    fires: { severity: 'high', confidence: 'confirmed', at },
    looked,
  },
  ...Object.fromEntries(
    ['withDeleted', 'all', 'show_private', 'includeDrafts'].map((parameter) => [
      `fires where it is called ${parameter}`,
      { lab: diary({ widened: () => true, parameter }), options, fires: { at } },
    ]),
  ),
  'fires where the list of another user is open': {
    lab: listedForAll,
    options,
    fires: { severity: 'high', confidence: 'likely', at },
  },
  'silent where the list leaves out what is refused': { lab: careful, options, fires: false, looked },
  'silent where the parameter means something else': {
    lab: diary({ widened: () => true, parameter: 'verbose' }),
    options,
    fires: false,
    looked,
  },
  'fires where what is refused is included': {
    lab: includedForAll,
    options,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /users/{id}'] },
  },
  'silent where it is left out for others': { lab: includedForOwners, options, fires: false, looked },
  'silent where only titles are shown': { lab: titlesForAll, options, fires: false, looked },
  'silent where the list is public': { lab: published, options, fires: false, looked },
  'silent where the number is no user’s': {
    lab: onShelves,
    options,
    fires: false,
    skipped: /other than the one in the request/,
  },
  'silent for who may see everything': {
    lab: widenedForAll,
    options: {
      identities: [
        { ...ada, role: 'admin' },
        { ...bob, role: 'admin' },
      ],
    },
    fires: false,
    skipped: /other than the one in the request/,
  },
});
