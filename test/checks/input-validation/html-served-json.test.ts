import { mistyped, page, reflecting, typed } from '../../../lab/input-validation/html-served-json.ts';
import { htmlServedJson } from '../../../src/checks/input-validation/html-served-json.ts';
import { testRule } from '../../rule-test.ts';

testRule(htmlServedJson, {
  'fires, and worse, where markup is reflected': {
    lab: reflecting,
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'fires on the wrong type alone': { lab: mistyped, fires: { severity: 'low', at: ['GET /search'] } },
  'silent on JSON typed as such': { lab: typed, fires: false },
  'silent on a real page': { lab: page, fires: false },
});
