import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openArchive } from '../../src/archive/archive.ts';
import { archiveFolder } from '../../src/archive/folder.ts';
import { freshFolder, middlebrick } from '../cli/command.ts';
import { exampleFinding, exampleResult } from '../report/example-result.ts';
import { PGLITE } from './databases.ts';
import type { Served } from './serving.ts';
import { served } from './serving.ts';

let server: Served;
beforeAll(async () => {
  server = await served(await PGLITE.fresh(), { limits: { requests: 5_000, failures: 100 } });
});
afterAll(() => server.serving.stop());

const result = (id: string, day: number, url = 'http://127.0.0.1:9/shop') =>
  exampleResult('x', {
    id,
    startedAt: `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`,
    target: { url, scope: [] },
    findings: [exampleFinding('x')],
  });
const file = (folder: string, name: string, content: unknown) =>
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
const send = (cwd: string, ...words: string[]) =>
  middlebrick(['upload', ...words], {
    cwd,
    env: { MIDDLEBRICK_URL: server.client.url, MIDDLEBRICK_API_KEY: server.client.key },
  });
const listed = async () => (await server.client.ask('GET', '/api/v1/scans?limit=200')).body.items;

test('several files and a folder, oldest first; sent again, nothing is there twice', async () => {
  const cwd = freshFolder();
  mkdirSync(join(cwd, 'kept'));
  file(cwd, 'one.json', result('one', 9));
  file(join(cwd, 'kept'), 'a.json', result('newer', 12));
  file(join(cwd, 'kept'), 'b.json', result('older', 11));
  file(join(cwd, 'kept'), 'c.json', '{"no":"result"}');
  file(join(cwd, 'kept'), 'notes.txt', 'no result');
  const before = readFileSync(join(cwd, 'kept', 'a.json'), 'utf8');
  const ran = await send(cwd, 'one.json', 'kept');
  expect(ran).toMatchObject({ code: 0, stdout: `3 results sent to ${server.client.url}.\n` });
  expect(ran.stderr).toContain('c.json is not a middlebrick result');
  expect(readFileSync(join(cwd, 'kept', 'a.json'), 'utf8')).toBe(before);
  expect((await listed()).map(({ id }: { id: string }) => id)).toEqual(['newer', 'older', 'one']);
  const { body } = await server.client.ask('GET', '/api/v1/findings');
  expect(body.items[0]).toMatchObject({ firstSeen: { scan: 'one' }, lastSeen: { scan: 'newer' } });

  file(join(cwd, 'kept'), 'd.json', result('newest', 13));
  const again = await send(cwd, 'kept');
  expect(again).toMatchObject({
    code: 0,
    stdout: `1 result sent to ${server.client.url}, 2 known there already.\n`,
  });
  expect((await listed()).length).toBe(4);
});

test('the archive of this machine, of which a result that is refused keeps no other back', async () => {
  const cwd = freshFolder();
  const archive = openArchive(archiveFolder({ XDG_STATE_HOME: join(cwd, 'state') }));
  await archive.save(result('kept-1', 1));
  await archive.save(result('kept-2', 2, 'http://user:password@127.0.0.1:9/'));
  await archive.save(result('kept-3', 3));
  const ran = await send(cwd, '--all');
  expect(ran.stdout).toBe(`2 results sent to ${server.client.url}, 1 refused.\n`);
  expect(ran.stderr).toContain('Put no user name');
  expect(ran.code).toBe(3);
  expect((await send(cwd, '--all')).stdout).toBe(
    `0 results sent to ${server.client.url}, 2 known there already, 1 refused.\n`,
  );
});

test('a server that is asked too often is waited for', async () => {
  const slow = await served(await PGLITE.fresh(), { limits: { requests: 3, failures: 100 } });
  try {
    const cwd = freshFolder();
    for (const day of [1, 2, 3]) file(cwd, `${day}.json`, result(`slow-${day}`, day));
    const ran = await middlebrick(['upload', '.'], {
      cwd,
      env: { MIDDLEBRICK_URL: slow.client.url, MIDDLEBRICK_API_KEY: slow.client.key },
    });
    expect(ran).toMatchObject({ code: 0, stdout: `3 results sent to ${slow.client.url}.\n` });
  } finally {
    await slow.serving.stop();
  }
});

test('nothing named, and both, are refused', async () => {
  const cwd = freshFolder();
  for (const words of [[], ['--all', 'x.json']])
    expect(await send(cwd, ...words)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Which results?'),
    });
});
