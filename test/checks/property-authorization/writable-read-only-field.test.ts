import * as lab from '../../../lab/property-authorization/writable-read-only-field.ts';
import { writableReadOnlyField } from '../../../src/checks/property-authorization/writable-read-only-field.ts';
import { testRule } from '../../rule-test.ts';

testRule(writableReadOnlyField, {
  'fires on a role at registration': {
    lab: lab.role,
    fires: { severity: 'low', confidence: 'tentative', at: ['POST /register'] },
  },
  'notes a creation time': { lab: lab.created, fires: { severity: 'info' } },
  'silent on readOnly': { lab: lab.readOnly, fires: false, looked: '1 of 1 operations' },
  'silent on administration': { lab: lab.administration, fires: false },
});
