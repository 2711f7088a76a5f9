import { expect } from 'vitest';
import * as kept from '../../../lab/property-authorization/kept-members.ts';
import * as lab from '../../../lab/property-authorization/mass-assignment.ts';
import { massAssignment } from '../../../src/checks/property-authorization/mass-assignment.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' as const };

testRule(massAssignment, {
  'fires where the request is copied, and cleans up': {
    lab: lab.copying,
    options: active,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /users'] },
    also: () => expect(lab.copying.left()).toBe(0),
  },
  'fires where the answer invites to log in': {
    lab: lab.inviting,
    options: active,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /users'] },
  },
  'fires where it makes an administrator, who removes everything that was made': {
    lab: lab.makingAdministrators,
    options: active,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /register'] },
    also: () => expect(lab.makingAdministrators.accounts()).toEqual(['ada']),
  },
  'asks at every kind of object': {
    lab: lab.lastOfSix,
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /users'] },
    looked: '6 of 6 operations that make or change an object of the scan’s own',
    also: () => expect(lab.lastOfSix.left()).toBe(0),
  },
  'silent where an echo is all': {
    lab: lab.naming,
    options: active,
    fires: false,
    looked: '1 of 1 operations that make or change an object of the scan’s own',
    also: () => expect(lab.naming.left()).toBe(0),
  },
  'silent where further members are refused': {
    lab: lab.refusing,
    options: active,
    fires: false,
    also: () => expect(lab.refusing.left()).toBe(0),
  },
  'silent where every object has it': { lab: lab.always, options: active, fires: false },
  'fires where what stands within another member is kept': {
    lab: kept.teamsKeepingAll,
    options: active,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['POST /teams'] },
    also: ([finding]) => {
      expect(JSON.stringify(finding)).toMatch(/billing\.plan: [\\"]+enterprise/);
      expect(kept.teamsKeepingAll.left()).toBe(0);
    },
  },
  'fires where it stands within for who makes it, and by its name for who reads it': {
    lab: kept.teamsShowingThePlan,
    options: active,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['POST /teams'] },
  },
  'fires where the price of an item is the caller’s, and not that of the catalogue': {
    lab: kept.ordersAtAnyPrice,
    options: active,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /orders'] },
    also: () => expect(kept.ordersAtAnyPrice.left()).toBe(0),
  },
  'is likely where the document has the buyer say the price, and the catalogue has another': {
    lab: kept.ordersAtThePriceSent,
    options: active,
    fires: { severity: 'high', confidence: 'likely', at: ['POST /orders'] },
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toBe('items[0].unit_price: 2 was accepted and stored.');
      expect(kept.ordersAtThePriceSent.left()).toBe(0);
    },
  },
  'silent where the price that is sent is looked up all the same': {
    lab: kept.ordersAtTheirPrice,
    options: active,
    fires: false,
  },
  'silent where somebody says what he would pay': { lab: kept.offers, options: active, fires: false },
  'fires where attributes are poured in (JSON:API)': {
    lab: kept.bookingsKeepingAll,
    options: active,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /bookings'] },
  },
  'fires where an update keeps it': {
    lab: kept.claimsUpdatedByAll,
    options: active,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['PATCH /claims/{id}'] },
    looked: '2 of 2 operations that make or change an object of the scan’s own',
    also: () => expect(kept.claimsUpdatedByAll.left()).toBe(0),
  },
  'fires where an update keeps a state that its refusal names': {
    lab: kept.purchasesPaidByTheirBuyer,
    options: active,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['PATCH /purchases/{id}'] },
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toBe('status: "paid" was accepted and stored.');
      expect(kept.purchasesPaidByTheirBuyer.left()).toBe(0);
    },
  },
  'silent where a buyer may cancel and no more': {
    lab: kept.purchasesCancelledByTheirBuyer,
    options: active,
    fires: false,
    looked: '2 of 2 operations that make or change an object of the scan’s own',
  },
  'silent where what stands within is dropped': { lab: kept.teams, options: active, fires: false },
  'silent where the catalogue says the price': { lab: kept.orders, options: active, fires: false },
  'silent where attributes are picked (JSON:API)': { lab: kept.bookings, options: active, fires: false },
  'silent where an update picks': { lab: kept.claims, options: active, fires: false },
  'silent where a seller prices his own thing': { lab: kept.listings, options: active, fires: false },
  'silent where the state is the caller’s by another operation': {
    lab: kept.todos,
    options: active,
    fires: false,
    looked: '2 of 2 operations that make or change an object of the scan’s own',
  },
  'silent where any further member is kept, and none of them is a right': {
    lab: kept.notesKeepingAnything,
    options: active,
    fires: false,
  },
  'sends nothing in safe mode': { lab: lab.copying, fires: false, skipped: /--active/ },
});
