import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, inject, test } from 'vitest';
import { freshFolder, middlebrick } from '../cli/command.ts';
import { exampleFinding, exampleResult } from '../report/example-result.ts';
import { onBoth, PGLITE, type Place, POSTGRESQL } from './databases.ts';
import { serveProcess } from './process.ts';
import { type Client, served } from './serving.ts';

/** Everything that callers can see. */
async function all(client: Client): Promise<unknown> {
  const lists = ['apis', 'scans', 'findings', 'keys', 'audit'];
  const shown: Record<string, unknown> = {};
  for (const list of lists) {
    const { body } = await client.ask('GET', `/api/v1/${list}?limit=200`);
    shown[list] = body.items.filter(({ action }: { action?: string }) => action !== 'backup');
  }
  shown.result = (await client.ask('GET', '/api/v1/scans/kept-1/result')).text;
  for (const key of shown.keys as { lastUsedAt?: string }[]) delete key.lastUsedAt;
  return shown;
}

async function fill(client: Client): Promise<void> {
  const findings = ['one', 'null', '日本 "quoted" \\ \n'].map((words, at) =>
    exampleFinding(words, { fingerprint: `0123456789abcde${at}` }),
  );
  const result = exampleResult('x', { id: 'kept-1', findings });
  expect((await client.ask('POST', '/api/v1/results', result)).status).toBe(201);
  expect((await client.ask('POST', '/api/v1/apis', { url: 'http://a.example' })).status).toBe(201);
  const { body } = await client.ask('GET', '/api/v1/findings');
  const state = { state: 'accepted', reason: 'moved away', until: '2999-12-31' };
  await client.ask('PUT', `/api/v1/findings/${body.items[0].id}/state`, state);
}

const words = (command: string, file: string, { folder }: Place, ...more: string[]) => [
  command,
  file,
  '--data',
  folder,
  ...more,
];
const env = ({ databaseUrl }: Place): Readonly<Record<string, string>> =>
  databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };

onBoth('backup and restore', (database) => {
  test('from a running server into an empty database of either kind, and nothing is different', async () => {
    const place = await database.fresh();
    const server = await serveProcess(place);
    await fill(server.client);
    const file = join(freshFolder(), 'all.backup');
    const at = { MIDDLEBRICK_URL: server.url, MIDDLEBRICK_API_KEY: server.key ?? '' };
    expect(await middlebrick(['backup', file], { env: at })).toMatchObject({ code: 0 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = await all(server.client);
    await server.stop();
    for (const into of inject('postgres') === null ? [PGLITE] : [PGLITE, POSTGRESQL]) {
      const other = await into.fresh();
      const restored = await middlebrick(words('restore', file, other), { env: env(other) });
      expect(restored).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+ rows of 2/) });
      const again = await serveProcess(other, server.key);
      expect(again.said()).not.toContain('mbk_');
      expect(await all(again.client)).toEqual(before);
      // What is counted goes on.
      expect((await again.client.ask('POST', '/api/v1/apis', { url: 'http://b.example' })).status).toBe(201);
      expect(await again.stop()).toBe(0);
    }
  });

  test('what is there is given up only when that is said, and only for a whole backup', async () => {
    const place = await database.fresh();
    const server = await serveProcess(place);
    const { key } = server;
    const folder = freshFolder();
    const file = join(folder, 'all.backup');
    const at = { MIDDLEBRICK_URL: server.url, MIDDLEBRICK_API_KEY: key ?? '' };
    await middlebrick(['backup', file], { env: at });
    await fill(server.client);
    const before = await all(server.client);
    const restore = (from: string, ...more: string[]) =>
      middlebrick(words('restore', from, place, ...more), { env: env(place) });
    const running = await restore(file, '--replace');
    expect(running).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/Another middlebrick|Other processes/),
    });
    await server.stop();

    expect(await restore(file)).toMatchObject({ code: 2, stderr: expect.stringContaining('--replace') });
    const text = gunzipSync(readFileSync(file)).toString();
    const damaged: Readonly<Record<string, [body: string | Buffer, says: string]>> = {
      'no-gzip': ['{}', 'cannot be read as a backup'],
      other: [gzipSync('{"some":"thing"}\n'), 'is no backup of middlebrick'],
      empty: [gzipSync(''), 'is empty'],
      cut: [readFileSync(file).subarray(0, -30), 'cannot be read as a backup'],
      short: [gzipSync(text.split('\n').slice(0, -2).join('\n')), 'is not whole'],
      lost: [gzipSync(text.replace(/\n\{[^\n]*/, '')), 'is not whole'],
      newer: [gzipSync(text.replace(/"migration":"\d+/, '"migration":"999')), 'newer middlebrick'],
      later: [gzipSync(text.replace('"version":1', '"version":2')), 'newer middlebrick'],
    };
    for (const [name, [body, says]] of Object.entries(damaged)) {
      const path = join(folder, name);
      writeFileSync(path, body);
      const refused = await restore(path, '--replace');
      expect(refused.stderr.replace(/\s+/g, ' ')).toContain(says);
      expect(refused.code).toBe(2);
    }
    const same = await serveProcess(place, key);
    expect(await all(same.client)).toEqual(before);
    await same.stop();

    expect(await restore(file, '--replace')).toMatchObject({ code: 0 });
    const after = await serveProcess(place, key);
    expect((await after.client.ask('GET', '/api/v1/apis')).body.items).toEqual([]);
    await after.stop();
  });
});

describe('backup without a server', () => {
  test('reads the folder itself, and names the other way where a server has it', async () => {
    const place = await PGLITE.fresh();
    const { serving, client } = await served(place);
    await fill(client);
    const file = join(freshFolder(), 'all.backup');
    expect(await middlebrick(words('backup', file, place))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('MIDDLEBRICK_URL'),
    });
    await serving.stop();
    expect(await middlebrick(words('backup', file, place))).toMatchObject({ code: 0 });
    expect(gunzipSync(readFileSync(file)).toString()).toContain('kept-1');
    const missing = await middlebrick(words('restore', `${file}.no`, place));
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no file') });
  });

  test('is for admins', async () => {
    const { serving, client } = await served(await PGLITE.fresh());
    const { body } = await client.ask('POST', '/api/v1/keys', { name: 'x', scopes: ['scan'] });
    expect((await client.as(body.key).ask('GET', '/api/v1/backup')).status).toBe(403);
    await serving.stop();
  });
});
