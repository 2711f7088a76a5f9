import { onceSlow, slow } from '../../../lab/rate-limiting/slow-operation.ts';
import { slowOperation } from '../../../src/checks/rate-limiting/slow-operation.ts';
import { testRule } from '../../rule-test.ts';

testRule(
  slowOperation,
  {
    'fires where every answer takes seconds': {
      lab: slow(),
      fires: { severity: 'info', at: ['GET /report'] },
    },
    'silent where only one did': { lab: onceSlow(), fires: false },
  },
  { together: true },
);
