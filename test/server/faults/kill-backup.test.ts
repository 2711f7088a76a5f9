import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openStore } from '../../../src/server/store/open-store.ts';
import { freshFolder, MAIN, middlebrick } from '../../cli/command.ts';
import { exampleFinding, exampleResult } from '../../report/example-result.ts';
import { onBoth, type Place } from '../databases.ts';
import { served } from '../serving.ts';

const ROUNDS = 10;
const ONE_MB = 2 ** 20;

const envOf = ({ databaseUrl }: Place): Readonly<Record<string, string>> =>
  databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
const run = (place: Place, command: string, file: string, ...words: string[]) =>
  middlebrick([command, file, '--data', place.folder, ...words], { env: envOf(place) });

/** `kill -9` so long after it began. @returns whether it had ended by itself */
async function killed(
  place: Place,
  afterMs: number,
  hasBegun: () => boolean,
  [command, file, ...words]: readonly [command: string, file: string, ...words: string[]],
): Promise<boolean> {
  const child = spawn(process.execPath, [MAIN, command, file, '--data', place.folder, ...words], {
    env: { PATH: process.env.PATH, HOME: place.folder, ...envOf(place) },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  while (!hasBegun() && child.exitCode === null) await pause(1);
  await Promise.race([ended, pause(afterMs)]);
  child.kill('SIGKILL');
  return (await ended) === 0;
}

/** How many results a database holds, and how many of them are whole. */
async function held(place: Place): Promise<{ readonly results: number; readonly apis: number }> {
  const store = await openStore(place, { log: () => {}, lost: () => {} });
  try {
    const { rows } = await sql<{ results: number; apis: number }>`
      select (select count(*)::int from results) as results, (select count(*)::int from apis) as apis`.execute(
      store.db,
    );
    return rows[0] ?? { results: 0, apis: 0 };
  } finally {
    await store.close();
  }
}

const RESULTS = 6;

/** A server's database with some megabytes of results. */
async function filled(place: Place): Promise<void> {
  const { serving, client } = await served(place);
  for (let at = 0; at < RESULTS; at += 1) {
    const finding = exampleFinding('x');
    const [exchange] = finding.evidence;
    const response = { ...exchange?.response, body: randomBytes(ONE_MB / 2).toString('hex') };
    const findings = [{ ...finding, evidence: [{ ...exchange, response }] } as typeof finding];
    const target = { url: `http://127.0.0.1:9/${at}`, scope: [] };
    const result = exampleResult('x', { id: `kept-${at}`, target, findings });
    expect((await client.ask('POST', '/api/v1/results', result)).status).toBe(201);
  }
  await serving.stop();
}

/** Moments over the whole time that it takes, the same in every run. */
async function moments(place: Place, command: string, file: string, ...words: string[]): Promise<number[]> {
  const began = performance.now();
  expect(await run(place, command, file, ...words)).toMatchObject({ code: 0 });
  const whole = performance.now() - began;
  return Array.from({ length: ROUNDS }, (_, round) => (whole * (round + 1)) / (ROUNDS + 1));
}

onBoth('kill -9', (database) => {
  test('while a backup is written leaves no file that passes for one; the next is whole', async () => {
    const place = await database.fresh();
    await filled(place);
    const folder = freshFolder();
    let begun: string | undefined;
    for (let round = 0; round < ROUNDS; round += 1) {
      const file = join(folder, `cut-${round}`);
      const isWriting = () => existsSync(`${file}.part`);
      const isDone = await killed(place, round * 20, isWriting, ['backup', file]);
      // A file of that name is there whole or not at all.
      if (isDone) expect(existsSync(file)).toBe(true);
      if (!existsSync(file) && isWriting()) begun = `${file}.part`;
    }
    expect(begun).toBeDefined();
    const refused = await run(place, 'restore', begun ?? '', '--replace');
    expect(refused.code).toBe(2);
    expect(refused.stderr.replace(/\s+/g, ' ')).toMatch(/cannot be read as a backup|is not whole|is empty/);
    expect(await held(place)).toEqual({ results: RESULTS, apis: RESULTS });
    const last = join(folder, 'last');
    expect(await run(place, 'backup', last)).toMatchObject({ code: 0 });
    const other = await database.fresh();
    expect(await run(other, 'restore', last)).toMatchObject({ code: 0 });
    expect(await held(other)).toEqual({ results: RESULTS, apis: RESULTS });
  });

  test('while one is restored leaves what was there before; the next one is whole', async () => {
    const place = await database.fresh();
    await filled(place);
    const file = join(freshFolder(), 'all.backup');
    expect(await run(place, 'backup', file)).toMatchObject({ code: 0 });
    const times = await moments(await database.fresh(), 'restore', file);
    const other = await database.fresh();
    const { serving, client } = await served(other);
    expect((await client.ask('POST', '/api/v1/apis', { url: 'http://before.example' })).status).toBe(201);
    await serving.stop();
    const before = { results: 0, apis: 1 };
    const after = { results: RESULTS, apis: RESULTS };
    for (const ms of times) {
      const isDone = await killed(other, ms, () => true, ['restore', file, '--replace']);
      const now = await held(other);
      expect([before, after]).toContainEqual(now);
      if (isDone) expect(now).toEqual(after);
      if (now.results > 0) break;
    }
    expect(await run(other, 'restore', file, '--replace')).toMatchObject({ code: 0 });
    expect(await held(other)).toEqual(after);
    const again = await served(other);
    expect((await again.client.ask('GET', '/healthz')).status).toBe(200);
    await again.serving.stop();
  });
});
