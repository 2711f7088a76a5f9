import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SWITCHES } from '../../lab/shop/switches.ts';
import { groupsOf } from './groups.ts';
import { foundIn, isFound, type Scanned, scanned } from './scanned.ts';

/** What is not found yet, and why: whatever leaves or joins this list has to be written down. */
const MISSED = JSON.parse(readFileSync(join(import.meta.dirname, 'missed.json'), 'utf8')) as Readonly<
  Record<string, string>
>;

/** One scan for each group of switches; one test for each switch. */
export function switchesOn(isCostly: boolean): void {
  describe.each(groupsOf(SWITCHES, isCostly).map((group) => [group.name, group] as const))(
    '%s',
    (_name, group) => {
      let scan: Scanned | undefined;
      let found: readonly string[] = [];
      beforeAll(async () => {
        scan = await scanned(
          group.switches.map(({ name }) => name),
          { checks: group.checks },
        );
        found = foundIn(scan.result);
      }, 120_000);
      afterAll(() => {
        scan = undefined;
      });

      test.each(group.switches.map((one) => [one.name, one] as const))('%s', (name, one) => {
        const [wanted, why] = name in MISSED ? ['is missed', MISSED[name]] : ['is found', ''];
        expect(`${name} ${isFound(one, found) ? 'is found' : 'is missed'}`, why).toBe(`${name} ${wanted}`);
      });

      test('what was there before is as it was', () => {
        // A scan that broke off proves nothing, and what it should have found is on the list.
        const isAllMissed = group.switches.every(({ name }) => name in MISSED);
        if (!isAllMissed) expect(scan?.result.partial).toBeUndefined();
        expect(scan?.damaged).toEqual([]);
      });
    },
  );
}

export const MISSED_NAMES: readonly string[] = Object.keys(MISSED);
