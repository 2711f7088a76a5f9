import * as lab from '../../../lab/inventory-management/operations.ts';
import { unversionedApi } from '../../../src/checks/inventory-management/unversioned-api.ts';
import { testRule } from '../../rule-test.ts';

testRule(unversionedApi, {
  'notes an API without': { lab: lab.unversioned, fires: { severity: 'info' } },
  'silent on a path': { lab: lab.versioned, fires: false },
  'silent on a server': { lab: lab.versionedByServer, fires: false },
  'says that there are too few': { lab: lab.few, skipped: /too few/, fires: false },
});
