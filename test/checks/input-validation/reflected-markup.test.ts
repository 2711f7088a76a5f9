import * as lab from '../../../lab/input-validation/reflected-markup.ts';
import { reflectedMarkup } from '../../../src/checks/input-validation/reflected-markup.ts';
import { testRule } from '../../rule-test.ts';

testRule(reflectedMarkup, {
  'fires where markup stays markup': {
    lab: lab.unescaped,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['GET /search'] },
  },
  'fires on a parameter that only the typed URL names': {
    lab: { routes: lab.unescaped.routes },
    path: '/search?q=books',
    fires: { confidence: 'confirmed', at: ['GET /search'] },
  },
  'fires on a page that only browsers get': {
    lab: lab.unescapedForBrowsers,
    fires: { confidence: 'confirmed', at: ['GET /search'] },
  },
  'fires on a string that browsers get as a page': {
    lab: lab.stringForBrowsers,
    fires: { confidence: 'confirmed', at: ['GET /search'] },
  },
  'silent where browsers get it escaped': { lab: lab.escapedForBrowsers, fires: false },
  'silent where it is escaped': { lab: lab.escaped, fires: false },
  'silent where it is data': { lab: lab.asData, fires: false },
});
