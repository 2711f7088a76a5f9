import { ada, bob } from '../../../lab/bola/orders-api.ts';
import { meetingPeople } from '../../../lab/property-authorization/others-personal-data.ts';
import { othersPersonalData } from '../../../src/checks/property-authorization/others-personal-data.ts';
import { testRule } from '../../rule-test.ts';

const options = { identities: [ada, bob] };

testRule(othersPersonalData, {
  'fires where a lookup by account number shows its holder’s record': {
    lab: meetingPeople('lookup'),
    options,
    fires: { severity: 'medium', confidence: 'likely', at: ['GET /payees/lookup'] },
  },
  'fires where a list of slots shows who booked them': {
    lab: meetingPeople('bookings'),
    options,
    fires: { at: ['GET /rooms/{id}/bookings'] },
  },
  'fires where a directory shows birth dates': {
    lab: meetingPeople('directory'),
    options,
    fires: { at: ['GET /colleagues'] },
  },
  'silent on masked holders, work contacts of colleagues and managers, and entries of one’s own': {
    lab: meetingPeople(),
    options,
    fires: false,
    looked: '6 of 6 operations',
  },
  'untested with one user': {
    lab: meetingPeople('lookup'),
    options: { identities: [ada] },
    fires: false,
    skipped: /two users/,
  },
  'untested where both run the service': {
    lab: meetingPeople('bookings'),
    options: { identities: [ada, bob].map((user) => ({ ...user, role: 'admin' })) },
    fires: false,
    skipped: /./,
  },
});
