import {
  anyLength,
  bounded,
  unread,
  unreadAndNumbered,
} from '../../../lab/input-validation/oversized-credential-accepted.ts';
import { oversizedCredentialAccepted } from '../../../src/checks/input-validation/oversized-credential-accepted.ts';
import { testRule } from '../../rule-test.ts';

testRule(oversizedCredentialAccepted, {
  'fires where a key of any length is looked up': {
    lab: anyLength,
    fires: { confidence: 'tentative', severity: 'info', at: ['GET /me'] },
  },
  'silent where the length is bounded': { lab: bounded, fires: false },
  'does not look where keys are not read': { lab: unread, fires: false, skipped: /just like none/ },
  'does not look where refusals differ by themselves': {
    lab: unreadAndNumbered,
    fires: false,
    skipped: /differ by themselves/,
  },
});
