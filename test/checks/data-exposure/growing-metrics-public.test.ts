import * as lab from '../../../lab/data-exposure/growing-metrics-public.ts';
import { growingMetricsPublic } from '../../../src/checks/data-exposure/growing-metrics-public.ts';
import { testRule } from '../../rule-test.ts';

testRule(growingMetricsPublic, {
  'fires on a growing gauge': { lab: lab.growing, fires: { severity: 'low', confidence: 'tentative' } },
  'silent on a steady gauge': { lab: lab.steady, fires: false },
  'silent on traffic and memory': { lab: lab.traffic, fires: false },
});
