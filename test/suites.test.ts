import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import unit from '../vitest.config.ts';
import hostile from '../vitest.hostile.config.ts';
import live from '../vitest.live.config.ts';
import server from '../vitest.server.config.ts';
import serverFaults from '../vitest.server-faults.config.ts';
import shop from '../vitest.shop.config.ts';
import stages from '../vitest.stages.config.ts';
import surfaces from '../vitest.surfaces.config.ts';

const SUITES = {
  'vitest.config.ts': unit,
  'vitest.stages.config.ts': stages,
  'vitest.surfaces.config.ts': surfaces,
  'vitest.live.config.ts': live,
  'vitest.server.config.ts': server,
  'vitest.server-faults.config.ts': serverFaults,
  'vitest.shop.config.ts': shop,
  'vitest.hostile.config.ts': hostile,
};
const ROOT = join(import.meta.dirname, '..');

/** Of the two signs that the configurations use: `**` for folders, `*` within a name. */
function matches(path: string, pattern: string): boolean {
  const source = pattern.split(/(\*\*\/|\*)/).map((part) => {
    if (part === '**/') return '(?:[^/]+/)*';
    return part === '*' ? '[^/]*' : part.replace(/[.+()[\]{}^$|?\\]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`).test(path);
}

const FILES = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  .map((path) => `test/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.test.ts'));

function suitesOf(path: string): string[] {
  return Object.entries(SUITES)
    .filter(([, { test: { include = [], exclude = [] } = {} }]) => {
      const among = (patterns: readonly string[]) => patterns.some((pattern) => matches(path, pattern));
      return among(include) && !among(exclude);
    })
    .map(([name]) => name);
}

test('every file of tests is in one suite', () => {
  expect(FILES.length).toBeGreaterThan(300);
  expect(FILES.filter((path) => suitesOf(path).length !== 1)).toEqual([]);
});

test('every pattern of a suite is of some file', () => {
  const patterns = Object.values(SUITES).flatMap(({ test: { include = [], exclude = [] } = {} }) => [
    ...include,
    ...exclude,
  ]);
  expect(patterns.filter((pattern) => !FILES.some((path) => matches(path, pattern)))).toEqual([]);
});

test('CI runs every suite, and CONTRIBUTING.md names its command', () => {
  const ci = readFileSync(join(ROOT, '.ci/run'), 'utf8');
  const guide = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const configurations = readdirSync(ROOT).filter((name) => /^vitest\..*config\.ts$/.test(name));
  expect(configurations.sort()).toEqual(Object.keys(SUITES).sort());
  for (const name of configurations) {
    const isUnit = name === 'vitest.config.ts';
    expect(ci).toMatch(
      isUnit ? /^tally .*scripts\/ci-suite\.ts$/m : new RegExp(`^tally .*scripts/ci-suite\\.ts ${name}`, 'm'),
    );
    const command = Object.keys(scripts).find((key) =>
      isUnit ? key === 'test' : scripts[key]?.includes(`--config ${name}`),
    );
    expect(guide).toContain(isUnit ? 'npm test ' : `npm run ${command} `);
  }
});
