import * as lab from '../../../lab/inventory-management/operations.ts';
import { undocumentedOperation } from '../../../src/checks/inventory-management/undocumented-operation.ts';
import { testRule } from '../../rule-test.ts';

testRule(undocumentedOperation, {
  'notes an operation that the service links itself': {
    lab: lab.undocumented,
    fires: { severity: 'info', at: ['GET /reports'] },
  },
  'fires where a documented path takes another method': {
    lab: lab.readBeside,
    options: { guesses: 'all' },
    fires: { severity: 'low', at: ['GET /reports'] },
  },
  'silent where the template of a documented read takes the address of a write': {
    lab: lab.readByName,
    options: { guesses: 'all' },
    looked: '1 of 1 operations',
    fires: false,
  },
  'silent on indexes, health and dead links': { lab: lab.documented, fires: false },
  'says that there is no document': { lab: lab.noDocument, skipped: /OpenAPI/, fires: false },
});
