import {
  allowsAllEverywhere,
  allowsDelete,
  documentsDelete,
  documentsDeleteOfAny,
} from '../../../lab/bfla/undocumented-methods-allowed.ts';
import { undocumentedMethodsAllowed } from '../../../src/checks/bfla/undocumented-methods-allowed.ts';
import { testRule } from '../../rule-test.ts';

testRule(undocumentedMethodsAllowed, {
  'fires on a method that nobody documented': {
    lab: allowsDelete,
    fires: { severity: 'info', confidence: 'likely', at: ['GET /notes'] },
  },
  'silent where it is documented': { lab: documentsDelete, fires: false },
  'silent where it is documented for any name': { lab: documentsDeleteOfAny, fires: false },
  'silent where every path allows the same': { lab: allowsAllEverywhere, fires: false },
});
