import * as lab from '../../../lab/data-exposure/national-id-number.ts';
import { nationalIdNumber } from '../../../src/checks/data-exposure/national-id-number.ts';
import { testRule } from '../../rule-test.ts';

testRule(nationalIdNumber, {
  'fires on a US number': {
    lab: lab.ssn,
    path: '/people',
    fires: { severity: 'high', confidence: 'confirmed' },
  },
  'fires on a Brazilian number': { lab: lab.cpf, path: '/people', fires: true },
  'silent on masked ones': { lab: lab.masked, path: '/people', fires: false },
  'silent on other names, samples and wrong digits': { lab: lab.lookAlikes, path: '/people', fires: false },
});
