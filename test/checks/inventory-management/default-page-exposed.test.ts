import * as lab from '../../../lab/inventory-management/default-page-exposed.ts';
import { defaultPageExposed } from '../../../src/checks/inventory-management/default-page-exposed.ts';
import { testRule } from '../../rule-test.ts';

testRule(defaultPageExposed, {
  'notes nginx': { lab: lab.nginx, fires: { severity: 'info' } },
  'silent on an own page': { lab: lab.own, fires: false },
});
