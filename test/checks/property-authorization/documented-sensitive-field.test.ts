import * as lab from '../../../lab/property-authorization/documented-sensitive-field.ts';
import { documentedSensitiveField } from '../../../src/checks/property-authorization/documented-sensitive-field.ts';
import { testRule } from '../../rule-test.ts';

testRule(documentedSensitiveField, {
  'fires on a documented hash': {
    lab: lab.promised,
    fires: { severity: 'low', confidence: 'likely', at: ['GET /users/me'] },
  },
  'silent on writeOnly': { lab: lab.writeOnly, fires: false },
  'silent on like names': { lab: lab.ordinary, fires: false },
});
