import { expect } from 'vitest';
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
    looked: '6 of 6 operations that make an object which can be removed',
    also: () => expect(lab.lastOfSix.left()).toBe(0),
  },
  'silent where an echo is all': {
    lab: lab.naming,
    options: active,
    fires: false,
    looked: '1 of 1 operations that make an object which can be removed',
    also: () => expect(lab.naming.left()).toBe(0),
  },
  'silent where further members are refused': {
    lab: lab.refusing,
    options: active,
    fires: false,
    also: () => expect(lab.refusing.left()).toBe(0),
  },
  'silent where every object has it': { lab: lab.always, options: active, fires: false },
  'sends nothing in safe mode': { lab: lab.copying, fires: false, skipped: /--active/ },
});
