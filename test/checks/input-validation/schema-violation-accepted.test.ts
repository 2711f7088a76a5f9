import {
  checked,
  flag,
  lenient,
  unchecked,
} from '../../../lab/input-validation/schema-violation-accepted.ts';
import { schemaViolationAccepted } from '../../../src/checks/input-validation/schema-violation-accepted.ts';
import { testRule } from '../../rule-test.ts';

testRule(schemaViolationAccepted, {
  'fires where nothing checks what the document promises': {
    lab: unchecked,
    fires: { confidence: 'tentative', at: ['GET /books'] },
  },
  'is information on a flag': { lab: flag, fires: { severity: 'info', confidence: 'tentative' } },
  'silent where values are checked': { lab: checked, fires: false },
  'does not look where no refusal is promised': { lab: lenient, fires: false, skipped: /documented 400/ },
});
