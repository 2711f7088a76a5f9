import * as lab from '../../../lab/inventory-management/non-production-host.ts';
import { nonProductionHost } from '../../../src/checks/inventory-management/non-production-host.ts';
import { testRule } from '../../rule-test.ts';

testRule(nonProductionHost, {
  'notes a staging link': { lab: lab.links, path: '/items', fires: { severity: 'info' } },
  'silent on like names': { lab: lab.ordinary, path: '/items', fires: false },
});
