import * as lab from '../../../lab/input-validation/oversized-credential-accepted.ts';
import { oversizedCredentialAccepted } from '../../../src/checks/input-validation/oversized-credential-accepted.ts';
import { testRule } from '../../rule-test.ts';

testRule(oversizedCredentialAccepted, {
  'fires where each long key gets a count of its own': {
    lab: lab.countedEach,
    fires: { confidence: 'likely', severity: 'info', at: ['GET /me'] },
  },
  'silent where long keys are refused and forgotten': { lab: lab.refused, fires: false },
  'silent where clients are counted, not keys': { lab: lab.countedByClient, fires: false },
  'does not look where nobody is refused': {
    lab: lab.open,
    fires: false,
    skipped: /rejects unauthenticated/,
  },
});
