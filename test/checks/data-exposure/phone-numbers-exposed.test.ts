import * as lab from '../../../lab/data-exposure/phone-numbers-exposed.ts';
import { phoneNumbersExposed } from '../../../src/checks/data-exposure/phone-numbers-exposed.ts';
import { testRule } from '../../rule-test.ts';

testRule(phoneNumbersExposed, {
  'fires on numbers of people': {
    lab: lab.list,
    path: '/users',
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'fires on numbers of those who wrote reviews': { lab: lab.reviewers, path: '/users', fires: true },
  'fires on digits that are fictional elsewhere': { lab: lab.abroad, path: '/users', fires: true },
  'silent on branches with their own addresses': { lab: lab.branches, path: '/users', fires: false },
  'silent on desks that are written to by their name': { lab: lab.desks, path: '/users', fires: false },
  'silent on companies': { lab: lab.companies, path: '/users', fires: false },
  'silent on shops': { lab: lab.shops, path: '/users', fires: false },
  'silent on fictional numbers': { lab: lab.fiction, path: '/users', fires: false },
  'silent on other names': { lab: lab.other, path: '/users', fires: false },
});
