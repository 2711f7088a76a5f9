import { expect } from 'vitest';
import * as lab from '../../../lab/bola/object-made-for-another.ts';
import { ada, bob } from '../../../lab/bola/orders-api.ts';
import { parcels } from '../../../lab/identities/parcels.ts';
import { objectMadeForAnother } from '../../../src/checks/bola/object-made-for-another.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active', identities: [ada, bob] } as const;
const nothingLeft = (service: { left(): number }) => () => expect(service.left()).toBe(0);

testRule(objectMadeForAnother, {
  'fires where the body says whose the new object is, also by a member that the document does not name': {
    lab: lab.memberOfTheBody,
    options,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /loans'] },
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toMatch(
        /in the name of ada, through the property member_id/,
      );
      nothingLeft(lab.memberOfTheBody)();
    },
  },
  'fires where the body names a thing that only another is shown': {
    lab: lab.petOfAnybody,
    options,
    fires: { confidence: 'confirmed', at: ['POST /signups'] },
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toMatch(
        /for an object of ada, through the property pet/,
      );
      nothingLeft(lab.petOfAnybody)();
    },
  },
  'likely where the answer alone says so, because nobody is shown the object yet': {
    lab: lab.authorOfTheBody,
    options,
    fires: { severity: 'high', confidence: 'likely', at: ['POST /news/{slug}/remarks'] },
  },
  'silent where the body is not believed, a task is given to another, or a book of guests takes any name': {
    lab: lab.memberIgnored,
    options,
    fires: false,
    looked: '5 of 5 operations that make an object',
    also: nothingLeft(lab.memberIgnored),
  },
  'silent where it is refused': {
    lab: lab.memberRefused,
    options,
    fires: false,
    also: nothingLeft(lab.memberRefused),
  },
  'untested where the second user runs the service': {
    lab: lab.memberOfTheBody,
    options: { ...options, identities: [ada, { ...bob, role: 'admin' }] },
    fires: false,
    skipped: /role of the second user/,
  },
  'untested with one user': {
    lab: lab.memberOfTheBody,
    options: { mode: 'active', identities: [ada] },
    fires: false,
    skipped: /two users/,
  },
  'untested in safe mode': {
    lab: lab.memberOfTheBody,
    options: { identities: [ada, bob] },
    fires: false,
    skipped: /--active/,
  },
  'fires where what the body names is another’s, and what is made shows it': {
    lab: lab.addressOfAnybody,
    options,
    fires: { confidence: 'confirmed', at: ['POST /parcels'] },
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toMatch(
        /through the property address_id of the request body, and got/,
      );
      expect(lab.addressOfAnybody.left()).toBe(0);
    },
  },
  'fires where the body says of which organisation the new object is': {
    lab: lab.companyOfTheBody,
    options,
    fires: { confidence: 'confirmed', at: ['POST /parcels'] },
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toMatch(
        /for the organization of ada, through the property company_id/,
      );
      expect(lab.companyOfTheBody.left()).toBe(0);
    },
  },
  'silent where neither is believed': {
    lab: lab.parcelsOfOwners,
    options,
    fires: false,
    also: () => expect(lab.parcelsOfOwners.left()).toBe(0),
  },
  'fires where a parcel goes to another’s address, and shows it': {
    lab: parcels({ addressed: true }),
    options: { mode: 'active' },
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /parcels'] },
    also: ([finding]) =>
      expect(finding?.locations[0]?.evidenceSummary).toContain('through the property to_address_id'),
  },
  'silent where it goes to addresses of one’s own alone': {
    lab: parcels(),
    options: { mode: 'active' },
    fires: false,
    skipped: /nothing in the request body names/,
  },
});
