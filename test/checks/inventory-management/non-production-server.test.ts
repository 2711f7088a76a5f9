import * as lab from '../../../lab/inventory-management/operations.ts';
import { nonProductionServer } from '../../../src/checks/inventory-management/non-production-server.ts';
import { testRule } from '../../rule-test.ts';

testRule(nonProductionServer, {
  'fires on a staging server': { lab: lab.stageServer, fires: { severity: 'info', confidence: 'likely' } },
  'silent on production': { lab: lab.oneServer, fires: false },
});
