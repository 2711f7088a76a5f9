import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { expect, test } from 'vitest';
import { ACTION_BUNDLE, bundleAction } from '../../scripts/action-bundle.ts';
import { ACTION } from './step.ts';

test('the committed bundle is what src makes now', async () => {
  expect(ACTION.runs.main).toBe(ACTION_BUNDLE);
  const made = await bundleAction();
  const committed = readFileSync(ACTION_BUNDLE, 'utf8');
  // Compared as a fact: a difference of 60,000 lines helps nobody. Mend it with `npm run bundle-action`.
  expect(committed === made, 'action/index.cjs is stale: npm run bundle-action').toBe(true);
});

test('the bundle needs nothing that a runner has not', () => {
  const text = readFileSync(ACTION_BUNDLE, 'utf8').replace(/^\s*\/\/.*$/gm, '');
  const needed = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = '']) => name);
  const foreign = new Set(needed.filter((name) => !isBuiltin(name)));
  expect(needed.length).toBeGreaterThan(10);
  // Only the retention probe loads it, and no input turns that on.
  expect([...foreign].filter((name) => name !== 'undici')).toEqual([]);
  expect(Object.keys(ACTION.inputs).filter((name) => name.includes('retention'))).toEqual([]);
});
