import { asData, escaped, unescaped } from '../../../lab/input-validation/reflected-markup.ts';
import { reflectedMarkup } from '../../../src/checks/input-validation/reflected-markup.ts';
import { testRule } from '../../rule-test.ts';

testRule(reflectedMarkup, {
  'fires where markup stays markup': {
    lab: unescaped,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['GET /search'] },
  },
  'fires on a parameter that only the typed URL names': {
    lab: { routes: unescaped.routes },
    path: '/search?q=books',
    fires: { confidence: 'confirmed', at: ['GET /search'] },
  },
  'silent where it is escaped': { lab: escaped, fires: false },
  'silent where it is data': { lab: asData, fires: false },
});
