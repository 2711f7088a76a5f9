import { expect } from 'vitest';
import * as accounts from '../../../lab/bola/accounts-by-name.ts';
import * as crews from '../../../lab/bola/crews.ts';
import { filesOfUsers } from '../../../lab/bola/files-of-users.ts';
import * as lab from '../../../lab/bola/foreign-object-written.ts';
import { ada, bob, cem } from '../../../lab/bola/orders-api.ts';
import * as purses from '../../../lab/bola/purses.ts';
import { classes, leo, mia } from '../../../lab/identities/classes.ts';
import { parcels } from '../../../lab/identities/parcels.ts';
import { stalls } from '../../../lab/making/stalls.ts';
import { foreignObjectWritten } from '../../../src/checks/bola/foreign-object-written.ts';
import { testRule } from '../../rule-test.ts';

const options = { mode: 'active', identities: [ada, bob] } as const;
const untouched = (notes: () => string[]) => () => expect(notes()).toEqual(['n1']);

const filesOfAll = filesOfUsers('users');
const filesOfOwners = filesOfUsers('owner');

const cancelledByAll = classes({ cancelledByAll: true });
const cancelledByThemselves = classes();

testRule(foreignObjectWritten, {
  'fires where the identifier is enough, and leaves nothing behind': {
    lab: lab.writtenByStrangers,
    options,
    fires: {
      severity: 'high',
      confidence: 'confirmed',
      at: ['PUT /notes/{id}', 'DELETE /notes/{id}'],
    },
    also: untouched(lab.writtenByStrangers.notes),
  },
  'fires where anybody accepts an offer, which has no address of its own': {
    lab: stalls({ accepts: 'anybody' }),
    options: { ...options, identities: [ada, bob, cem] },
    fires: { confidence: 'confirmed', at: ['POST /api/offers/{id}/accept'] },
  },
  'silent where the seller alone accepts it': {
    lab: stalls({}),
    options: { ...options, identities: [ada, bob, cem] },
    fires: false,
  },
  'silent where only owners may': {
    lab: lab.writtenByOwners,
    options,
    fires: false,
    looked: '2 of 2 operations that change or remove an object',
    also: untouched(lab.writtenByOwners.notes),
  },
  'fires where the identifier follows the name, so that who renames an object moves it': {
    lab: lab.slugsOfStrangers,
    options,
    fires: { confidence: 'confirmed', at: ['PUT /notes/{id}', 'DELETE /notes/{id}'] },
    also: untouched(lab.slugsOfStrangers.notes),
  },
  'silent where only owners may, whose objects move with their names': {
    lab: lab.slugsOfOwners,
    options,
    fires: false,
    looked: '2 of 2 operations that change or remove an object',
    also: untouched(lab.slugsOfOwners.notes),
  },
  'silent where yes is said and nothing happens': {
    lab: lab.saysYes,
    options,
    fires: false,
    also: untouched(lab.saysYes.notes),
  },
  'silent where anybody may without a login, which others report': {
    lab: lab.openToAnybody,
    options,
    fires: false,
    also: untouched(lab.openToAnybody.notes),
  },
  'untested where all share one board': {
    lab: lab.sharedBoard,
    options,
    fires: false,
    skipped: /only one of the two users has/,
    also: untouched(lab.sharedBoard.notes),
  },
  'untested where the second user runs the service': {
    lab: lab.writtenByStrangers,
    options: { ...options, identities: [ada, { ...bob, role: 'admin' }] },
    fires: false,
    skipped: /role of the second user/,
  },
  'fires where what stands below an object of another can be changed below one of one’s own': {
    lab: lab.guestsOfAll,
    options,
    fires: {
      severity: 'high',
      confidence: 'confirmed',
      at: ['PATCH /bookings/{bookingId}/guests/{guestId}', 'DELETE /bookings/{bookingId}/guests/{guestId}'],
    },
    looked: '6 of 6 operations that change or remove an object',
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toMatch(/through a parent object of their own/);
      expect(lab.guestsOfAll.odd()).toEqual([]);
      expect(lab.guestsOfAll.left()).toBe(0);
    },
  },
  'fires for what is made below an entry of a catalogue': {
    lab: lab.bookingsOfAll,
    options,
    fires: { at: ['PATCH /bookings/{id}', 'DELETE /bookings/{id}'] },
    also: () => expect(lab.bookingsOfAll.odd()).toEqual([]),
  },
  'fires where another has an object do something, and makes what stays once': {
    lab: lab.cardsOfAll,
    options,
    fires: { at: ['POST /cards/{id}/block'] },
    also: ([finding]) => {
      expect(finding?.evidence.map(({ note }) => note).join()).toMatch(/status: requested → blocked/);
      expect(lab.cardsOfAll.odd()).toEqual([]);
      expect(lab.cardsOfAll.cards()).toBe(1);
    },
  },
  'silent where all of that is looked after': {
    lab: lab.bookingsOfOwners,
    options,
    fires: false,
    looked: '6 of 6 operations that change or remove an object',
    also: () => expect(lab.bookingsOfOwners.odd()).toEqual([]),
  },
  'silent where below parents, too, yes is said and nothing happens': {
    lab: lab.bookingsSayYes,
    options,
    fires: false,
    looked: '6 of 6 operations that change or remove an object',
    also: () => expect(lab.bookingsSayYes.odd()).toEqual([]),
  },
  'fires where another puts off what comes on a day, which has to lie near': {
    lab: parcels({ moved: true }),
    options: { mode: 'active' },
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /parcels/{id}/reschedule'] },
    also: ([finding]) => expect(finding?.locations).toHaveLength(1),
  },
  'silent where its owner alone does': {
    lab: parcels(),
    options: { mode: 'active' },
    fires: false,
    looked: '2 of 2 operations that change or remove an object',
  },
  'fires where all read what one has written, and anybody changes it': {
    lab: lab.announcementsOfAll,
    options,
    fires: { confidence: 'likely', at: ['PUT /announcements/{id}', 'DELETE /announcements/{id}'] },
    also: () => expect(lab.announcementsOfAll.odd()).toEqual([]),
  },
  'fires where all read what one runs, and anybody calls it off though he may not rename it': {
    lab: lab.eventsOfAll,
    options,
    fires: { confidence: 'confirmed', at: ['POST /events/{id}/cancel'] },
    also: ([finding]) => {
      expect(finding?.control).toMatchObject({ note: expect.stringMatching(/^PATCH .* is denied to bob/) });
      expect(lab.eventsOfAll.odd()).toEqual([]);
    },
  },
  'fires where one adds himself below an object that he is not shown': {
    lab: lab.groupsOfAll,
    options,
    fires: { confidence: 'confirmed', at: ['POST /groups/{id}/members'] },
    also: () => expect(lab.groupsOfAll.odd()).toEqual([]),
  },
  'fires where a part of an object is changed below one of one’s own': {
    lab: lab.playersOfAll,
    options,
    fires: { confidence: 'confirmed', at: ['PATCH /matches/{matchId}/players/{playerId}'] },
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toMatch(/through a parent object of their own/);
      expect(finding?.evidence.map(({ note }) => note).join()).toMatch(/shirt: 1 → 2/);
      expect(lab.playersOfAll.odd()).toEqual([]);
    },
  },
  'fires where a part of an object is changed below it': {
    lab: lab.matchesOfAll,
    options,
    fires: { at: ['PATCH /matches/{matchId}/players/{playerId}'] },
    also: () => expect(lab.matchesOfAll.odd()).toEqual([]),
  },
  'silent where a page is for all to write, a star for all to give, and a group for all to ask for': {
    lab: lab.clubOfMembers,
    options,
    fires: false,
    also: () => expect(lab.clubOfMembers.odd()).toEqual([]),
  },
  'silent where the club says yes to others and does nothing': {
    lab: lab.clubSaysYes,
    options,
    fires: false,
    also: () => expect(lab.clubSaysYes.odd()).toEqual([]),
  },
  'fires where the body says whose account is changed': {
    lab: lab.profileOfTheBody,
    options: { mode: 'active' },
    fires: { confidence: 'confirmed', at: ['PATCH /me'] },
    also: () => expect(lab.profileOfTheBody.accounts()).toEqual([]),
  },
  'silent where the body does not': {
    lab: lab.profileOfTheAsker,
    options: { mode: 'active' },
    fires: false,
    looked: '1 of 1 operations that change or remove an object',
    also: () => expect(lab.profileOfTheAsker.accounts()).toEqual([]),
  },
  'fires where one user changes and removes the account of another by its name': {
    lab: accounts.accountsOfAll,
    options: { mode: 'active' },
    fires: {
      severity: 'high',
      confidence: 'confirmed',
      at: ['PUT /users/{username}', 'DELETE /users/{username}'],
    },
    also: () => expect(accounts.accountsOfAll.accounts()).toEqual(['ada of York']),
  },
  'silent where users change and remove themselves alone': {
    lab: accounts.accountsOfOwners,
    options: { mode: 'active' },
    fires: false,
    looked: '2 of 2 operations that change or remove an object',
    also: () => expect(accounts.accountsOfOwners.accounts()).toEqual(['ada of York']),
  },
  'silent where others are told yes and their accounts stay as they are': {
    lab: accounts.accountsSayYes,
    options: { mode: 'active' },
    fires: false,
    looked: '2 of 2 operations that change or remove an object',
    also: () => expect(accounts.accountsSayYes.accounts()).toEqual(['ada of York']),
  },
  'fires at a name that the document writes as an example, by the method that OPTIONS tells': {
    lab: accounts.accountsByExample,
    options: { mode: 'active' },
    fires: { severity: 'high', confidence: 'confirmed', at: ['DELETE /users/{username}'] },
    also: () => expect(accounts.accountsByExample.accounts()).toEqual(['ada of York']),
  },
  'silent there where users remove themselves alone': {
    lab: accounts.ownersByExample,
    options: { mode: 'active' },
    fires: false,
    looked: '1 of 1 operations that change or remove an object',
    also: () => expect(accounts.ownersByExample.accounts()).toEqual(['ada of York']),
  },
  'silent where nobody needs a login to remove an account, which others report': {
    lab: accounts.accountsOfAnybody,
    options: { mode: 'active' },
    fires: false,
    looked: '2 of 2 operations that change or remove an object',
    also: () => expect(accounts.accountsOfAnybody.accounts()).toEqual(['ada of York']),
  },
  'untested with one user': {
    lab: lab.writtenByStrangers,
    options: { mode: 'active', identities: [ada] },
    fires: false,
    skipped: /two users/,
  },
  'untested in safe mode': {
    lab: lab.writtenByStrangers,
    options: { identities: [ada, bob] },
    fires: false,
    skipped: /--active/,
  },
  'fires on files, also where the service names them itself': {
    lab: filesOfAll,
    options,
    fires: { severity: 'high', confidence: 'confirmed', at: ['DELETE /pictures/{id}'] },
    also: () => expect(filesOfAll.left()).toBe(0),
  },
  'silent where files are removed by their owners': {
    lab: filesOfOwners,
    options,
    fires: false,
    looked: '1 of 1 operations that change or remove an object',
    also: () => expect(filesOfOwners.left()).toBe(0),
  },
  'fires at what nobody makes below a thing of his own, and leaves nothing': {
    lab: cancelledByAll,
    options: { mode: 'active', identities: [mia, leo] },
    fires: { confidence: 'confirmed', at: ['DELETE /enrolments/{id}'] },
    also: () => expect(cancelledByAll.enrolled()).toEqual([]),
  },
  'silent where whoever enrolled cancels it': {
    lab: cancelledByThemselves,
    options: { mode: 'active', identities: [mia, leo] },
    fires: false,
    looked: '1 of 3 operations that change or remove an object',
    also: () => expect(cancelledByThemselves.enrolled()).toEqual([]),
  },
  'fires where a member gives himself the rank of the owner who let him in': {
    lab: crews.raisedByAnybody,
    options: { mode: 'active' },
    fires: { severity: 'high', confidence: 'confirmed', at: ['PUT /crews/{crewId}/people/{account_id}'] },
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toContain('access of the request body: sailor → admin');
      expect(crews.raisedByAnybody.left()).toBe(0);
    },
  },
  'silent where the owner alone gives ranks': {
    lab: crews.raisedByCaptain,
    options: { mode: 'active' },
    fires: false,
    also: () => expect(crews.raisedByCaptain.left()).toBe(0),
  },
  'silent where the names of duties give nobody more rights': {
    lab: crews.duties,
    options: { mode: 'active' },
    fires: false,
    also: () => expect(crews.duties.left()).toBe(0),
  },
  'fires where anybody pays out of the purse that he names, and sends it back': {
    lab: purses.paidByAnybody,
    options: { mode: 'active' },
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /coins/move'] },
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toContain('source_purse of the request body: 40 → 35');
      expect(new Set(purses.paidByAnybody.coins())).toEqual(new Set([40]));
    },
  },
  'fires, less sure, where there is nothing in it to move': {
    lab: purses.emptyForAnybody,
    options: { mode: 'active' },
    fires: { severity: 'medium', confidence: 'likely', at: ['POST /coins/move'] },
  },
  'silent where only its holder pays out of a purse': {
    lab: purses.paidByHolder,
    options: { mode: 'active' },
    fires: false,
    looked: '1 of 1 operations that change or remove an object',
    also: () => expect(new Set(purses.paidByHolder.coins())).toEqual(new Set([40])),
  },
  'silent where only its holder pays out of an empty one': {
    lab: purses.emptyForHolder,
    options: { mode: 'active' },
    fires: false,
    looked: '1 of 1 operations that change or remove an object',
  },
});
