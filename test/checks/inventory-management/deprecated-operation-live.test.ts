import * as lab from '../../../lab/inventory-management/operations.ts';
import { deprecatedOperationLive } from '../../../src/checks/inventory-management/deprecated-operation-live.ts';
import { testRule } from '../../rule-test.ts';

testRule(deprecatedOperationLive, {
  'fires on a live one': {
    lab: lab.deprecated,
    fires: { severity: 'info', confidence: 'confirmed', at: ['GET /old'] },
  },
  'fires on the last of many': { lab: lab.lastDeprecated, fires: { at: ['GET /old'] } },
  'silent on a retired one': { lab: lab.retired, fires: false },
  'says that nothing is deprecated': { lab: lab.documented, skipped: /deprecated/, fires: false },
});
