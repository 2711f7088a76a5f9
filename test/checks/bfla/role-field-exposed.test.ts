import {
  asBadges,
  inExamples,
  ofAPlay,
  withoutRoles,
  withRoles,
} from '../../../lab/bfla/role-field-exposed.ts';
import { roleFieldExposed } from '../../../src/checks/bfla/role-field-exposed.ts';
import { testRule } from '../../rule-test.ts';

testRule(roleFieldExposed, {
  'fires on people with their roles': {
    lab: withRoles,
    path: '/people',
    fires: { severity: 'low', confidence: 'confirmed', at: ['GET /people'] },
  },
  'a role beside a public name weighs nothing': {
    lab: asBadges,
    path: '/people',
    fires: { severity: 'info', confidence: 'confirmed', at: ['GET /people'] },
  },
  'silent on people without': { lab: withoutRoles, path: '/people', fires: false },
  'silent on the examples of a document': { lab: inExamples, path: '/people', fires: false },
  'silent on roles without people': { lab: ofAPlay, path: '/people', fires: false },
});
