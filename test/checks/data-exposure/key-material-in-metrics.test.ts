import * as lab from '../../../lab/data-exposure/key-material-in-metrics.ts';
import { keyMaterialInMetrics } from '../../../src/checks/data-exposure/key-material-in-metrics.ts';
import { testRule } from '../../rule-test.ts';

testRule(keyMaterialInMetrics, {
  'fires on a label per key': { lab: lab.perKey, fires: { severity: 'high', confidence: 'confirmed' } },
  'fires on a label per address': { lab: lab.perAddress, fires: { severity: 'medium' } },
  'fires on a log': { lab: lab.log, fires: { severity: 'high' } },
  'silent on ordinary labels': { lab: lab.ordinary, fires: false },
  'silent on a page about keys': { lab: lab.article, fires: false },
});
