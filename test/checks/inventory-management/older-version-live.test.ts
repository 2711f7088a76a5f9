import { asUser } from '../../../lab/data-exposure/serving.ts';
import * as lab from '../../../lab/inventory-management/operations.ts';
import { olderVersionLive } from '../../../src/checks/inventory-management/older-version-live.ts';
import { testRule } from '../../rule-test.ts';

testRule(olderVersionLive, {
  'fires on a version beside': { lab: lab.beside, fires: { severity: 'info', confidence: 'confirmed' } },
  'is worse where the older is open': {
    lab: lab.weaker,
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'fires with a credential too': { lab: lab.bothClosed, options: asUser, fires: { severity: 'info' } },
  'silent where it is gone': { lab: lab.alone, fires: false },
  'silent where the version is ignored': { lab: lab.ignoring, fires: false },
  'silent where both refuse': { lab: lab.bothClosed, fires: false },
  'says that there is no older one': { lab: lab.firstVersion, skipped: /above the first/, fires: false },
});
