import * as lab from '../../../lab/property-authorization/documented-sensitive-field.ts';
import { documentedSensitiveField } from '../../../src/checks/property-authorization/documented-sensitive-field.ts';
import { testRule } from '../../rule-test.ts';

testRule(documentedSensitiveField, {
  'fires on a documented hash': {
    lab: lab.kept,
    fires: { severity: 'low', confidence: 'likely', at: ['GET /users/me'] },
  },
  'notes what is promised and left out': {
    lab: lab.promised,
    fires: { severity: 'info', at: ['GET /users/me'] },
  },
  'notes what is promised and masked': { lab: lab.masked, fires: { severity: 'info' } },
  'notes what was not asked for': { lab: lab.guessed, fires: { severity: 'info' } },
  'silent on writeOnly': { lab: lab.writeOnly, fires: false },
  'silent on like names': { lab: lab.ordinary, fires: false },
});
