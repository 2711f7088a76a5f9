import { compared, inSql, inXpath } from '../../../lab/input-validation/xpath-injection.ts';
import { xpathInjection } from '../../../src/checks/input-validation/xpath-injection.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

testRule(xpathInjection, {
  'fires on a joined expression': {
    lab: inXpath,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /users'] },
  },
  'silent on SQL': { lab: inSql, options: active, fires: false },
  'silent where values are compared': { lab: compared, options: active, fires: false },
  'skipped in safe mode': { lab: inXpath, fires: false, skipped: /--active/ },
});
