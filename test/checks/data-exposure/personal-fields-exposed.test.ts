import * as lab from '../../../lab/data-exposure/personal-fields-exposed.ts';
import { personalFieldsExposed } from '../../../src/checks/data-exposure/personal-fields-exposed.ts';
import { testRule } from '../../rule-test.ts';

testRule(personalFieldsExposed, {
  'fires on birth dates and health data': {
    lab: lab.births,
    path: '/patients',
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'silent on authors': { lab: lab.authors, path: '/patients', fires: false },
  'silent on adverts': { lab: lab.adverts, path: '/patients', fires: false },
  'silent on empty fields': { lab: lab.empty, path: '/patients', fires: false },
});
