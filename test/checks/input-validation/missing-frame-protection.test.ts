import {
  byHeader,
  byPolicy,
  framable,
  onlyData,
} from '../../../lab/input-validation/missing-frame-protection.ts';
import { missingFrameProtection } from '../../../src/checks/input-validation/missing-frame-protection.ts';
import { testRule } from '../../rule-test.ts';

testRule(missingFrameProtection, {
  'fires on a page without either header': { lab: framable, path: '/console', fires: { severity: 'info' } },
  'silent with frame-ancestors': { lab: byPolicy, path: '/console', fires: false },
  'silent with X-Frame-Options': { lab: byHeader, path: '/console', fires: false },
  'silent on data': { lab: onlyData, path: '/console', fires: false },
});
