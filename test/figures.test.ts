import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { BenchRow } from '../scripts/bench-table.ts';
import { BENCH_DATA, withBenchTable } from '../scripts/bench-table.ts';
import { type FleetRun, readRuns } from '../scripts/fleet-runs.ts';
import { CHECKS } from '../src/checks/index.ts';
import { FRAMEWORKS } from '../src/guides/vocabulary.ts';
import { SECRET_PATTERNS } from '../src/material/secret-patterns.ts';

const readme = readFileSync('README.md', 'utf8');

describe('figures of the README are those on record', () => {
  test('the bench table is what the last measured run put down: npm run bench -- --write', () => {
    const rows = JSON.parse(readFileSync(BENCH_DATA, 'utf8')) as BenchRow[];
    expect(withBenchTable(readme, rows)).toBe(readme);
    expect(rows.filter(({ kept }) => !kept)).toEqual([]);
  });

  test.each(CHECKS.map((check) => [check.title, check.rules.length] as const))(
    '%s: %i rules',
    (title, rules) => {
      const row = readme.split('\n').find((line) => line.startsWith(`| ${title} |`));
      expect(row?.split('|').map((cell) => cell.trim())[3]).toBe(String(rules));
    },
  );

  test('runs of the retention probe', () => {
    const [runs, quick] = (['full', 'quick'] as const).map((profile) =>
      readRuns().filter((run) => run.profile === profile),
    ) as [FleetRun[], FleetRun[]];
    const builds = new Set(runs.map(({ service, pattern, variant }) => `${service} ${pattern} ${variant}`));
    const leaky = runs.filter(({ variant }) => variant === 'leaky');
    const fixed = runs.filter(({ variant }) => variant === 'fixed');
    const accused = fixed.filter(({ verdict }) => /growth$/.test(verdict) && verdict !== 'background-growth');
    expect(readme).toContain(
      `On ${builds.size} builds and routes of real services, three runs each, all ${leaky.length} of leaky builds were called growing and none of the ${fixed.length} of fixed ones`,
    );
    expect(leaky.filter(({ right }) => !right)).toEqual([]);
    expect(accused).toEqual([]);
    const others = quick.filter(({ variant }) => variant === 'leaky');
    const told = others.filter(({ right }) => right);
    expect(readme).toContain(
      `in one quick run each of ${others.length} more, ${told.length} leaks were told and no fixed build was accused`,
    );
    expect(quick.filter(({ right, verdict }) => !right && verdict !== 'inconclusive')).toEqual([]);
  });

  test('kinds of secrets, and frameworks with guides', () => {
    expect(readme).toContain(`${new Set(SECRET_PATTERNS.map(({ id }) => id)).size} kinds of secrets`);
    expect(readme).toContain(`each of ${Object.keys(FRAMEWORKS).length} frameworks`);
  });
});

test('the accuracy page lists each target of the lab with what it came to, and no false alarm', () => {
  const page = readFileSync('docs/accuracy.md', 'utf8');
  const rows = page
    .split('\n')
    .filter((line) => /^\| lab-/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const targets = new Set(rows.map((cells) => cells[1]));
  const truth = JSON.parse(readFileSync('test/truth/lab.json', 'utf8')) as { targets: object };
  expect([...targets].sort()).toEqual(Object.keys(truth.targets).sort());
  // target, scan, flaws, found, missed, false alarms
  expect(rows.filter((cells) => cells[3] !== cells[4] || cells[6] !== '0')).toEqual([]);
});
