import { expect } from 'vitest';
import * as accounts from '../../../lab/bola/accounts-by-name.ts';
import {
  ofAnySize,
  picturesOfAnySize,
  renamed,
  smallOnes,
  tinyOnes,
} from '../../../lab/rate-limiting/uploads.ts';
import { unlimitedUploadSize } from '../../../src/checks/rate-limiting/unlimited-upload-size.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;
const fires = { severity: 'info', confidence: 'confirmed', at: ['POST /files'] } as const;
const silent = {
  options: active,
  fires: false,
  looked: '1 of 1 operations that take a file which can be removed or replaced',
} as const;

testRule(unlimitedUploadSize, {
  'fires where a megabyte is taken, and removes it': {
    lab: ofAnySize,
    options: active,
    fires: { severity: 'info', confidence: 'confirmed', at: ['POST /files'] },
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toMatch(/64 kB, 256 kB, 1024 kB/);
      expect(JSON.stringify(finding).length).toBeLessThan(60_000);
      expect(ofAnySize.left()).toBe(0);
    },
  },
  'fires where pictures alone are taken, and keeps the report small': {
    lab: picturesOfAnySize,
    options: active,
    fires,
    also: ([finding]) => {
      expect(JSON.stringify(finding).length).toBeLessThan(60_000);
      expect(picturesOfAnySize.left()).toBe(0);
    },
  },
  'fires where a file gets another name, and removes it all the same': {
    lab: renamed,
    options: active,
    fires,
    also: () => expect(renamed.left()).toBe(0),
  },
  'silent where a limit is met on the way': { lab: smallOnes, ...silent },
  'silent where a limit is met at once': { lab: tinyOnes, ...silent },
  'fires where one’s own picture may be a megabyte, sent once': {
    lab: accounts.picturesOfAnySize,
    options: active,
    fires: { severity: 'info', confidence: 'confirmed', at: ['POST /me/avatar'] },
    also: () => expect(accounts.picturesOfAnySize.accounts()).toEqual(['ada of York']),
  },
  'untested where one’s own picture has to be smaller': {
    lab: accounts.smallPictures,
    options: active,
    fires: false,
    skipped: /no ordinary file of 1024 kB was accepted/,
  },
  'skipped in safe mode': { lab: ofAnySize, fires: false, skipped: /--active/ },
});
