import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openArchive, readResult } from '../../src/archive/archive.ts';
import { hasFingerprint } from '../../src/archive/kept.ts';
import type { ScanResult } from '../../src/result.ts';
import { exampleResult } from '../report/example-result.ts';

const root = mkdtempSync(join(tmpdir(), 'middlebrick-archive-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const fresh = () => join(mkdtempSync(join(root, 'one-')), 'scans');

/** Results of one scan a minute, the oldest first. */
function resultAt(minute: number, id = `id${minute}`): ScanResult {
  return {
    ...exampleResult('words'),
    id,
    startedAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
  };
}

const many = { results: 100_000, days: 36_500 };

test('what was kept is listed newest first and read back as it was', async () => {
  const archive = openArchive(fresh(), many);
  for (const minute of [2, 0, 1]) await archive.save(resultAt(minute));
  const { heads, damaged } = await archive.heads();
  expect(heads.map(({ id }) => id)).toEqual(['id2', 'id1', 'id0']);
  expect(damaged).toEqual([]);
  const { target, score } = resultAt(2);
  expect(heads[0]).toMatchObject({ url: target.url, grade: score.grade, label: score.label });
  expect(await archive.named('last')).toEqual(resultAt(2));
  expect(await archive.named('id1')).toEqual(resultAt(1));
  expect(await archive.named('nothing')).toBeUndefined();
});

test('a finding is found in the newest result that has it', async () => {
  const archive = openArchive(fresh(), many);
  for (const minute of [0, 1]) await archive.save(resultAt(minute));
  await archive.save({ ...resultAt(2), findings: [] });
  const { fingerprint = '' } = resultAt(0).findings[0] ?? {};
  const beginning = fingerprint.slice(0, 6);
  const found = await archive.newest(`"${beginning}`, hasFingerprint(beginning));
  expect(found?.result.id).toBe('id1');
  expect(found?.finding.fingerprint).toBe(fingerprint);
  expect(await archive.newest('"no-such', hasFingerprint('no-such'))).toBeUndefined();
});

test.each([
  ['half a file', '{"head":{"id":"x"'],
  ['an empty file', ''],
  ['another document', '{"openapi":"3.1.0"}'],
  ['a head that is no head', '{"head":{"id":7},\n"version":"1"}'],
])('%s costs only itself, and is named', async (_what, text) => {
  const folder = fresh();
  const archive = openArchive(folder, many);
  for (const minute of [0, 2]) await archive.save(resultAt(minute));
  writeFileSync(join(folder, '2026-01-01T00-01-00-000Z_damaged.json'), text);
  const { heads, damaged } = await archive.heads();
  expect(heads.map(({ id }) => id)).toEqual(['id2', 'id0']);
  expect(damaged).toEqual(['2026-01-01T00-01-00-000Z_damaged.json']);
  await expect(archive.named('damaged')).rejects.toMatchObject({ code: 'unreadable-file' });
});

test('a folder in place of a result is named too', async () => {
  const folder = fresh();
  const archive = openArchive(folder, many);
  await archive.save(resultAt(0));
  mkdirSync(join(folder, '2026-01-01T00-05-00-000Z_folder.json'));
  expect((await archive.heads()).damaged).toEqual(['2026-01-01T00-05-00-000Z_folder.json']);
});

test('what an earlier version kept is listed, and has a head from then on', async () => {
  const folder = fresh();
  mkdirSync(folder);
  const path = join(folder, '2026-01-01T00-03-00-000Z_id3.json');
  writeFileSync(path, JSON.stringify(resultAt(3)));
  const archive = openArchive(folder, many);
  expect((await archive.heads()).heads.map(({ id }) => id)).toEqual(['id3']);
  expect(readFileSync(path, 'utf8')).toMatch(/^\{"head":/);
  expect(await readResult(path)).toEqual(resultAt(3));
});

test('only so many are kept, the newest', async () => {
  const archive = openArchive(fresh(), { results: 3, days: 36_500 });
  const removed: number[] = [];
  for (let minute = 0; minute < 5; minute += 1) removed.push((await archive.save(resultAt(minute))).removed);
  expect(removed).toEqual([0, 0, 0, 1, 1]);
  expect((await archive.heads()).heads.map(({ id }) => id)).toEqual(['id4', 'id3', 'id2']);
});

test('none is kept for longer than said, but the newest', async () => {
  const archive = openArchive(fresh(), { results: 100, days: 1 });
  const now = new Date().toISOString();
  await archive.save(resultAt(0));
  expect(await archive.save(resultAt(1))).toMatchObject({ removed: 1 });
  expect(await archive.save({ ...resultAt(2), startedAt: now })).toMatchObject({ removed: 1 });
  expect((await archive.heads()).heads.map(({ id }) => id)).toEqual(['id2']);
});

test('files are the owner’s alone; halves of killed scans go after a day', async () => {
  const folder = fresh();
  const archive = openArchive(folder, many);
  const { path } = await archive.save(resultAt(0));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  for (const [name, ageDays] of [
    ['old.json.1.part', 2],
    ['new.json.2.part', 0],
  ] as const) {
    writeFileSync(join(folder, name), 'half');
    const at = Date.now() / 1000 - ageDays * 86_400;
    utimesSync(join(folder, name), at, at);
  }
  await archive.save(resultAt(1));
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual(['new.json.2.part']);
});

test('5,000 results are listed by their heads, whatever they weigh', async () => {
  const folder = fresh();
  const archive = openArchive(folder, many);
  await archive.save(resultAt(0));
  const [name = ''] = readdirSync(folder);
  // Behind the head nothing is read: half a megabyte each would take many seconds to parse.
  const text = readFileSync(join(folder, name), 'utf8');
  const line = text.slice(0, text.indexOf('\n') + 1);
  for (let at = 0; at < 5_000; at += 1)
    writeFileSync(join(folder, `2025-01-01T00-00-00-000Z_n${at}.json`), line);
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const { heads, damaged } = await archive.heads();
  expect(heads.length).toBe(5_001);
  expect(damaged).toEqual([]);
  expect(performance.now() - started).toBeLessThan(3_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
});
