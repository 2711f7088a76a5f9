import * as lab from '../../../lab/inventory-management/exposed-metrics.ts';
import { exposedMetrics } from '../../../src/checks/inventory-management/exposed-metrics.ts';
import { testRule } from '../../rule-test.ts';

testRule(exposedMetrics, {
  'fires on an open page': { lab: lab.open, fires: { severity: 'low', confidence: 'confirmed' } },
  'silent on other metrics': { lab: lab.business, fires: false },
  'silent on a closed page': { lab: lab.closed, fires: false },
});
