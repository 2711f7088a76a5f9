import { expect } from 'vitest';
import * as lab from '../../../lab/data-exposure/debug-header-exposed.ts';
import { debugHeaderExposed } from '../../../src/checks/data-exposure/debug-header-exposed.ts';
import { testRule } from '../../rule-test.ts';

testRule(debugHeaderExposed, {
  'fires on profiler fields': {
    lab: lab.profiled,
    path: '/items',
    also: (findings) => expect(findings.length).toBe(2),
    fires: { severity: 'info', confidence: 'confirmed' },
  },
  'silent on ordinary fields': { lab: lab.ordinary, path: '/items', fires: false },
});
