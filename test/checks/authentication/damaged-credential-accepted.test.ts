import { expect } from 'vitest';
import { comparesStart, ignoresCase } from '../../../lab/authentication/damaged-credential-accepted.ts';
import { guarded, KEY, withKey } from '../../../lab/authentication/key-service.ts';
import { anyKeyWillDo } from '../../../lab/authentication/rubbish-credential-accepted.ts';
import { damagedCredentialAccepted } from '../../../src/checks/authentication/damaged-credential-accepted.ts';
import { testRule } from '../../rule-test.ts';

testRule(damagedCredentialAccepted, {
  'fires where only the start counts, and shows no half of the key': {
    lab: comparesStart,
    options: withKey,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /notes'] },
    also: (findings) => expect(JSON.stringify(findings)).not.toContain(KEY.slice(0, 9)),
  },
  'fires where case does not count': {
    lab: ignoresCase,
    options: withKey,
    fires: { confidence: 'confirmed' },
  },
  'silent where the whole key is compared': { lab: guarded, options: withKey, fires: false },
  'leaves made-up keys to their own rule': {
    lab: anyKeyWillDo,
    options: withKey,
    fires: false,
    skipped: /rubbish-credential-accepted/,
  },
});
