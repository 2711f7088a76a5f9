import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { expect, test } from 'vitest';
import { ACTION_BUNDLE, bundleAction } from '../../scripts/action-bundle.ts';
import { VERSION } from '../../src/version.ts';
import { ACTION } from './step.ts';

test('at a release the committed bundle is what src makes; between releases it is the last one’s', async () => {
  expect(ACTION.runs.main).toBe(ACTION_BUNDLE);
  const tags = execFileSync('git', ['tag', '--points-at', 'HEAD'], { encoding: 'utf8' }).split('\n');
  if (!tags.includes(`v${VERSION}`)) return;
  // Compared as a fact: a difference of 60,000 lines helps nobody.
  const isCurrent = readFileSync(ACTION_BUNDLE, 'utf8') === (await bundleAction());
  expect(isCurrent, 'the tag was not set by npm run release').toBe(true);
});

test('the bundle needs nothing that a runner has not', async () => {
  const text = (await bundleAction()).replace(/^\s*\/\/.*$/gm, '');
  const needed = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = '']) => name);
  // undici loads node:sqlite, of newer versions of Node, for a cache that nobody opens here.
  const foreign = new Set(needed.filter((name) => !isBuiltin(name) && name !== 'node:sqlite'));
  expect(needed.length).toBeGreaterThan(10);
  expect([...foreign]).toEqual([]);
});
