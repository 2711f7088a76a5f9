import * as lab from '../../../lab/inventory-management/operations.ts';
import { deadDocumentedOperation } from '../../../src/checks/inventory-management/dead-documented-operation.ts';
import { testRule } from '../../rule-test.ts';

testRule(deadDocumentedOperation, {
  'notes an absent operation': { lab: lab.dead, fires: { severity: 'info', at: ['GET /old'] } },
  'notes the last of many': { lab: lab.lastDead, fires: { at: ['GET /old'] } },
  'silent on a closed one': { lab: lab.closed, fires: false },
  'cannot tell where unknown paths are served': {
    lab: lab.softAbsent,
    skipped: /unknown paths/,
    fires: false,
  },
});
