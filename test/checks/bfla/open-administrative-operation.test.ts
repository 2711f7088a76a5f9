import { correct } from '../../../lab/bfla/back-office.ts';
import {
  healthOnly,
  lastOfManyOpen,
  openToAll,
  pageForAll,
} from '../../../lab/bfla/open-administrative-operation.ts';
import { openAdministrativeOperation } from '../../../src/checks/bfla/open-administrative-operation.ts';
import { testRule } from '../../rule-test.ts';

testRule(openAdministrativeOperation, {
  'fires where nobody is asked': {
    lab: openToAll,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /admin/users'] },
  },
  'fires on the last of many': {
    lab: lastOfManyOpen,
    fires: { at: ['GET /admin/part45'] },
    looked: '45 of 45 administrative operations that can be read',
  },
  'silent where administrators are asked for': { lab: correct, fires: false },
  'silent where all paths are one page': { lab: pageForAll, fires: false },
  'untested where only liveness is administrative': {
    lab: healthOnly,
    fires: false,
    skipped: /administrative/,
  },
});
