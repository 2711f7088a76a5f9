import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openStore } from '../../src/server/store/open-store.ts';
import { openVault } from '../../src/server/vault/open-vault.ts';
import { freshFolder, MAIN, middlebrick } from '../cli/command.ts';
import { onBoth, type Place } from './databases.ts';
import { served } from './serving.ts';

const base64 = (byte: number) => Buffer.alloc(32, byte).toString('base64');
/** So many that sealing them anew takes longer than a kill. */
const HOW_MANY = 3_000;
const idOf = (n: number) => `c-${String(n).padStart(4, '0')}`;

async function withStore<Result>(
  place: Place,
  work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<Result>,
): Promise<Result> {
  const store = await openStore(place, { log: () => {}, lost: () => {} });
  return await work(store).finally(() => store.close());
}

function envOf(place: Place, keys: string | undefined) {
  return {
    ...(place.databaseUrl === undefined ? {} : { DATABASE_URL: place.databaseUrl }),
    ...(keys === undefined ? {} : { MIDDLEBRICK_ENCRYPTION_KEY: keys }),
  };
}

/** Credentials, sealed with the key of the place. */
async function fill(place: Place, keys: string | undefined, isShared: boolean): Promise<void> {
  await withStore(place, async (store) => {
    const vault = openVault({ folder: place.folder, encryptionKey: keys }, isShared);
    await store.db
      .insertInto('credentials')
      .values(
        Array.from({ length: HOW_MANY }, (_, n) => ({
          id: idOf(n),
          name: `c-${n}`,
          kinds: '["bearer"]',
          sealed: vault.seal(`secret ${n}`, { table: 'credentials', id: idOf(n) }),
          created_by: null,
          rotated_at: null,
          last_used_at: null,
        })),
      )
      .execute();
  });
}

/** Ids of the keys that rows are sealed with, once every one of them has opened. */
async function opened(place: Place, keys: string | undefined, isShared: boolean): Promise<string[]> {
  return await withStore(place, async (store) => {
    const vault = openVault({ folder: place.folder, encryptionKey: keys }, isShared);
    const rows = await store.db.selectFrom('credentials').select(['id', 'sealed']).orderBy('id').execute();
    expect(rows.map(({ id, sealed }) => vault.open(sealed, { table: 'credentials', id }))).toEqual(
      Array.from({ length: HOW_MANY }, (_, n) => `secret ${n}`),
    );
    return [...new Set(rows.map(({ sealed }) => sealed.slice(3, 11)))];
  });
}

test('a new key for the embedded database, killed at any moment and run again', async () => {
  const place = { folder: join(freshFolder(), 'server') };
  await fill(place, undefined, false);
  const file = join(place.folder, 'encryption.key');
  const first = readFileSync(file, 'utf8');
  let mixed = 0;
  for (let round = 0; round < 8; round += 1) {
    const child = spawn(process.execPath, [MAIN, 'rotate-key', '--data', place.folder], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    // Once it has made its key: before that nothing is under way.
    const before = readFileSync(file, 'utf8');
    while (readFileSync(file, 'utf8') === before && child.exitCode === null) await pause(1);
    await pause(round * 50);
    child.kill('SIGKILL');
    await ended;
    if ((await opened(place, undefined, false)).length > 1) mixed += 1;
  }
  expect(mixed).toBeGreaterThan(0);
  const ran = await middlebrick(['rotate-key', '--data', place.folder]);
  expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/encrypted with the new key/) });
  const last = readFileSync(file, 'utf8').trim().split('\n');
  expect(last).toHaveLength(1);
  expect(last[0]).not.toBe(first.trim());
  expect(await opened(place, undefined, false)).toHaveLength(1);
});

test('a server on the folder keeps it from being changed', async () => {
  const place = { folder: join(freshFolder(), 'server') };
  const { serving } = await served(place);
  try {
    const ran = await middlebrick(['rotate-key', '--data', place.folder]);
    expect(ran).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Another middlebrick serves from'),
    });
  } finally {
    await serving.stop();
  }
});

onBoth('a key in the environment', (database) => {
  test('is followed by one that stands before it', async () => {
    const place = await database.fresh();
    const rotate = (keys: string | undefined) =>
      middlebrick(['rotate-key', '--data', place.folder], { env: envOf(place, keys) });
    const [old, both] = [base64(1), `${base64(2)},${base64(1)}`];
    await fill(place, old, database.isShared);
    expect(await rotate(old)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Put the new one before it'),
    });
    expect(await rotate(both)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`${HOW_MANY} secrets are`),
    });
    expect(await rotate(both)).toMatchObject({ code: 0, stdout: expect.stringContaining('0 secrets are') });
    expect(await opened(place, base64(2), database.isShared)).toHaveLength(1);
    const lost = await rotate(`${base64(4)},${base64(3)}`);
    expect(lost).toMatchObject({ code: 1, stdout: expect.stringContaining(`${HOW_MANY} cannot be opened`) });
    if (database.isShared)
      expect(await rotate(undefined)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('There is no encryption key to change'),
      });
  });

  const onShared = database.isShared ? test : () => undefined;
  onShared('or in a file is changed while servers run', async () => {
    const place = await database.fresh();
    const file = join(freshFolder(), 'key');
    writeFileSync(file, `${base64(1)}\n`, { mode: 0o600 });
    const { serving, client, log } = await served(place, { encryptionKeyFile: file });
    try {
      const add = (name: string) =>
        client.ask('POST', '/api/v1/credentials', { name, value: { bearer: `token-of-${name}-1234` } });
      const { body: before } = await add('before');
      const ran = await middlebrick(['rotate-key'], {
        env: { ...envOf(place, undefined), MIDDLEBRICK_ENCRYPTION_KEY_FILE: file },
      });
      expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('1 secret is encrypted') });
      const { body: after } = await add('after');
      const { body: api } = await client.ask('POST', '/api/v1/apis', { url: 'http://127.0.0.1:9/' });
      const identities = [before, after].map(({ id, name }: { id: string; name: string }) => ({
        name,
        credential: id,
      }));
      expect((await client.ask('PUT', `/api/v1/apis/${api.id}/identities`, { identities })).status).toBe(200);
      const [newest] = readFileSync(file, 'utf8').split('\n');
      expect(newest).not.toBe(base64(1));
      expect(log).toEqual([]);
    } finally {
      await serving.stop();
    }
  });
});
