import * as lab from '../../../lab/inventory-management/operations.ts';
import { testOperationLive } from '../../../src/checks/inventory-management/test-operation-live.ts';
import { testRule } from '../../rule-test.ts';

testRule(testOperationLive, {
  'fires on a debug path': {
    lab: lab.forTests,
    fires: { severity: 'low', confidence: 'likely', at: ['GET /debug/users'] },
  },
  'silent on like names and closed ones': { lab: lab.latest, fires: false },
});
