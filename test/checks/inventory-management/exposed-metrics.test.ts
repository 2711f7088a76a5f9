import { expect, test } from 'vitest';
import * as lab from '../../../lab/inventory-management/exposed-metrics.ts';
import { exposedMetrics } from '../../../src/checks/inventory-management/exposed-metrics.ts';
import { isPrivatePlace } from '../../../src/checks/metrics-pages.ts';
import { parseTarget } from '../../../src/target.ts';
import { testRule } from '../../rule-test.ts';

testRule(exposedMetrics, {
  'fires on an open page': { lab: lab.open, fires: { severity: 'info', confidence: 'confirmed' } },
  'silent on other metrics': { lab: lab.business, fires: false },
  'silent on a closed page': { lab: lab.closed, fires: false },
});

test.each([
  ['https://api.shop.example', false],
  ['https://api.shop.example:443', false],
  ['http://api.shop.example', false],
  ['https://api.shop.example:9090', true],
  ['http://10.1.2.3', true],
  ['http://172.20.0.4', true],
  ['http://172.40.0.4', false],
  ['http://metrics.svc', true],
  ['http://localhost', true],
])('%s is a private place: %s', (url, is) => expect(isPrivatePlace(parseTarget(url))).toBe(is));
