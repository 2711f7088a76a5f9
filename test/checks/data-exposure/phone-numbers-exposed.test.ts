import * as lab from '../../../lab/data-exposure/phone-numbers-exposed.ts';
import { phoneNumbersExposed } from '../../../src/checks/data-exposure/phone-numbers-exposed.ts';
import { testRule } from '../../rule-test.ts';

testRule(phoneNumbersExposed, {
  'fires on numbers of people': {
    lab: lab.list,
    path: '/users',
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'silent on shops': { lab: lab.shops, path: '/users', fires: false },
  'silent on fictional numbers': { lab: lab.fiction, path: '/users', fires: false },
  'silent on other names': { lab: lab.other, path: '/users', fires: false },
});
