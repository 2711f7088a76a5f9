import * as lab from '../../../lab/llm-security/services.ts';
import { tokenCostDisclosed } from '../../../src/checks/llm-security/token-cost-disclosed.ts';
import { testRule } from '../../rule-test.ts';
import { prompting } from './prompting.ts';

testRule(tokenCostDisclosed, {
  'fires on a price': {
    lab: lab.generic(lab.HARDENED, { more: { meta: { cost_usd: 0.0021 } } }),
    options: prompting,
    fires: { severity: 'info' },
  },
  'silent without one': {
    lab: lab.generic(lab.HARDENED, { more: { costume: 3, cost: null } }),
    options: prompting,
    fires: false,
  },
  'an echo is no model': { lab: lab.echo, options: prompting, fires: false, skipped: /repeats/ },
});
