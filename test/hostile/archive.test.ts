import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { measuredRun } from '../../scripts/measured-run.ts';
import { openArchive } from '../../src/archive/archive.ts';
import { archiveFolder } from '../../src/archive/folder.ts';
import { withHead } from '../../src/archive/head.ts';
import { exampleResult } from '../report/example-result.ts';

const state = mkdtempSync(join(tmpdir(), 'middlebrick-results-'));
afterAll(() => rmSync(state, { recursive: true, force: true }));

test('5,000 whole results are listed at small cost', { timeout: 120_000 }, async () => {
  const env = { ...process.env, XDG_STATE_HOME: state };
  const folder = archiveFolder(env);
  const example = exampleResult('words');
  await openArchive(folder, { results: 10_000, days: 36_500 }).save(example);
  for (let at = 0; at < 5_000; at += 1)
    writeFileSync(
      join(folder, `2025-01-01T00-00-00-000Z_n${at}.json`),
      withHead({ ...example, id: `n${at}` }),
    );
  const { stdout, cpuMs, peakMb, exitCode } = await measuredRun(['results'], env);
  expect(exitCode).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(5_001);
  expect(stdout).toContain(example.score.label);
  // Of the process itself: other work on the machine makes the wait longer.
  // Starting Node and the program is about half of it.
  expect(cpuMs).toBeLessThan(1_500);
  expect(peakMb).toBeLessThan(150);
});
