import { asUser } from '../../../lab/data-exposure/serving.ts';
import * as lab from '../../../lab/property-authorization/secret-field-exposed.ts';
import { secretFieldExposed } from '../../../src/checks/property-authorization/secret-field-exposed.ts';
import { testRule } from '../../rule-test.ts';

testRule(secretFieldExposed, {
  'fires on reset tokens': {
    lab: lab.reset,
    path: '/users',
    fires: { severity: 'high', confidence: 'confirmed' },
  },
  'lowers what a user reads': {
    lab: lab.own,
    path: '/users',
    options: asUser,
    fires: { severity: 'medium', confidence: 'tentative' },
  },
  'fires on reset codes, nested in a list': {
    lab: lab.resetCode,
    path: '/members',
    fires: { severity: 'high' },
  },
  'fires on the PIN of a card': { lab: lab.cardPin, path: '/cards/7', fires: { severity: 'high' } },
  'fires on the security code of a card': { lab: lab.cardOfProfile, path: '/profiles/team', fires: true },
  'silent on pins of other things': { lab: lab.otherPins, path: '/cards/7', fires: false },
  'silent on empty and masked ones': { lab: lab.empty, path: '/users', fires: false },
  'silent where tokens are issued': { lab: lab.issuing, path: '/auth/token', fires: false },
  'silent on like names': { lab: lab.lookAlikes, path: '/users', fires: false },
});
