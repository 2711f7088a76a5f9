import { expect } from 'vitest';
import * as lab from '../../../lab/property-authorization/own-profile.ts';
import { selfGrantedPrivilege } from '../../../src/checks/property-authorization/self-granted-privilege.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' as const };
const looked = '2 of 2 operations that make or change one’s own account';

testRule(selfGrantedPrivilege, {
  'fires where an update is copied into the account, and removes what it registered': {
    lab: lab.copying,
    options: active,
    fires: { severity: 'high', confidence: 'confirmed', at: ['PATCH /me'] },
    looked,
    also: ([finding]) => {
      expect(lab.copying.accounts()).toEqual([]);
      expect(finding?.unlocks).toEqual(['GET /members']);
    },
  },
  'fires where one member of several is not refused': {
    lab: lab.forgettingOne,
    options: active,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['PATCH /me'] },
    looked,
  },
  'fires where the account stands within another member': {
    lab: lab.copyingWithin,
    options: active,
    fires: { severity: 'high', confidence: 'confirmed', at: ['PATCH /me'] },
    looked,
  },
  'fires where the scheme of the token was found out only after registering': {
    lab: lab.copyingToTokens,
    options: active,
    fires: { severity: 'high', confidence: 'confirmed', at: ['PATCH /me'] },
    looked,
    also: () => expect(lab.copyingToTokens.accounts()).toEqual([]),
  },
  'fires where what is kept stands within': {
    lab: lab.billing,
    options: active,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['PATCH /me'] },
    looked,
  },
  'fires where an unknown status would lock the account': {
    lab: lab.lockedByStatus,
    options: active,
    fires: { severity: 'high', confidence: 'confirmed', at: ['PATCH /me'] },
    looked,
    also: () => expect(lab.lockedByStatus.accounts()).toEqual([]),
  },
  'silent where it stands within and is picked': {
    lab: lab.pickingWithin,
    options: active,
    fires: false,
    looked,
  },
  'silent where the answer repeats what is not kept': {
    lab: lab.echoing,
    options: active,
    fires: false,
    looked,
    also: () => expect(lab.echoing.accounts()).toEqual([]),
  },
  'silent where others are refused': { lab: lab.refusingOthers, options: active, fires: false, looked },
  'silent where the document offers the member': {
    lab: lab.declaringStatus,
    options: active,
    fires: false,
    looked: '1 of 2 operations that make or change one’s own account',
  },
  'fires where a registration is copied into the account, and removes what it registered': {
    lab: lab.registeringAll,
    options: active,
    fires: { severity: 'high', confidence: 'confirmed', at: ['POST /register'] },
    looked,
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toMatch(
        /role: "admin", credit_cents: 73519, verified: true/,
      );
      expect(finding?.unlocks).toEqual(['GET /members']);
      expect(lab.registeringAll.accounts()).toEqual([]);
    },
  },
  'fires where a registration refuses all others': {
    lab: lab.registeringVerified,
    options: active,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['POST /register'] },
    looked,
    also: () => expect(lab.registeringVerified.accounts()).toEqual([]),
  },
  'silent where a registration offers people the role': {
    lab: lab.offeringRole,
    options: active,
    fires: false,
    looked,
    also: () => expect(lab.offeringRole.accounts()).toEqual([]),
  },
  'fires where somebody vets himself, and takes it back': {
    lab: lab.vettedByThemselves,
    options: active,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['POST /members/{id}/vetting'] },
    looked: '3 of 3 operations that make or change one’s own account',
    also: () => expect(lab.vettedByThemselves.accounts()).toEqual([]),
  },
  'silent where administrators vet': {
    lab: lab.vettedByAdministrators,
    options: active,
    fires: false,
    looked: '3 of 3 operations that make or change one’s own account',
  },
  'silent where a code of a paper vets': { lab: lab.vettedByPaper, options: active, fires: false, looked },
  'silent where the account shows none': {
    lab: lab.plain,
    options: active,
    fires: false,
    skipped: /no visible property/,
  },
  'sends nothing in safe mode': { lab: lab.copying, fires: false, skipped: /--active/ },
});
