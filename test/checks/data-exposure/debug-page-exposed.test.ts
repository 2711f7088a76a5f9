import * as lab from '../../../lab/data-exposure/debug-page-exposed.ts';
import { debugPageExposed } from '../../../src/checks/data-exposure/debug-page-exposed.ts';
import { testRule } from '../../rule-test.ts';

testRule(debugPageExposed, {
  'fires on Werkzeug': {
    lab: lab.werkzeug,
    path: '/items',
    fires: { severity: 'critical', confidence: 'confirmed' },
  },
  'fires on Django': { lab: lab.django, path: '/items', fires: { severity: 'high' } },
  'fires on Spring with a trace': { lab: lab.spring, path: '/items', fires: { severity: 'medium' } },
  'fires on ASP.NET': { lab: lab.aspnet, path: '/items', fires: { severity: 'high' } },
  'silent on Spring without a trace': { lab: lab.plainSpring, path: '/items', fires: false },
  'silent on an ordinary error page': { lab: lab.tidy, path: '/items', fires: false },
  'silent on a page about it': { lab: lab.article, path: '/items', fires: false },
});
