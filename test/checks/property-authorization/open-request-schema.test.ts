import * as lab from '../../../lab/property-authorization/open-request-schema.ts';
import { openRequestSchema } from '../../../src/checks/property-authorization/open-request-schema.ts';
import { testRule } from '../../rule-test.ts';

testRule(openRequestSchema, {
  'notes an open body': {
    lab: lab.open,
    fires: { severity: 'info', confidence: 'tentative', at: ['POST /users'] },
  },
  'silent where nothing is said': { lab: lab.unsaid, fires: false },
  'silent on a closed body': { lab: lab.closed, fires: false },
});
