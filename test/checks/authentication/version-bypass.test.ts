import { withKey } from '../../../lab/authentication/key-service.ts';
import {
  oldIsGuarded,
  oldIsMeantOpen,
  oldIsOpen,
  unversioned,
} from '../../../lab/authentication/version-bypass.ts';
import { versionBypass } from '../../../src/checks/authentication/version-bypass.ts';
import { testRule } from '../../rule-test.ts';

testRule(versionBypass, {
  'fires where the old version is open': {
    lab: oldIsOpen,
    options: withKey,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /v2/notes'] },
  },
  'fires without a credential, less surely': { lab: oldIsOpen, fires: { confidence: 'likely' } },
  'silent where the old version asks too': { lab: oldIsGuarded, options: withKey, fires: false },
  'silent where the old version is documented as public': {
    lab: oldIsMeantOpen,
    options: withKey,
    fires: false,
  },
  'untested without versions': { lab: unversioned, path: '/notes', fires: false, skipped: /version/ },
});
