import { boundedText, unboundedText } from '../../../lab/rate-limiting/bounds.ts';
import { unboundedString } from '../../../src/checks/rate-limiting/unbounded-string.ts';
import { testRule } from '../../rule-test.ts';

testRule(unboundedString, {
  'fires on a text without maxLength': {
    lab: unboundedText,
    fires: { severity: 'info', at: ['GET /items'] },
  },
  'silent on a bounded text': { lab: boundedText, fires: false },
});
