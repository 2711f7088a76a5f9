import { catchAll, webDav } from '../../../lab/input-validation/dangerous-methods-allowed.ts';
import { dangerousMethodsAllowed } from '../../../src/checks/input-validation/dangerous-methods-allowed.ts';
import { testRule } from '../../rule-test.ts';

testRule(dangerousMethodsAllowed, {
  'fires where WebDAV answers': {
    lab: webDav,
    options: { mode: 'active' },
    fires: { confidence: 'confirmed' },
  },
  'silent where one handler answers everything': {
    lab: catchAll,
    options: { mode: 'active' },
    fires: false,
    looked: '3 of 3 methods',
  },
  'skipped in safe mode': { lab: webDav, fires: false, skipped: /--active/ },
});
