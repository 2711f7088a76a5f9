import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { serveLab } from '../../../lab/app.ts';
import { demoApp } from '../../../lab/demo/app.ts';
import { freshFolder } from '../../cli/command.ts';
import { exampleFinding, exampleResult } from '../../report/example-result.ts';
import type { Place } from '../databases.ts';
import { startPostgres } from '../postgres.ts';
import { type ServerProcess, serveProcess, until } from '../process.ts';
import { addApi, over, startScan } from '../serving.ts';

const ends: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

/** A disk of its own, which root alone can make. Undefined where we are not, or have no right to. */
function smallDisk(megabytes: number): string | undefined {
  const folder = freshFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    process.stderr.write('No right to mount a small disk: what happens on a full one is not tried.\n');
    return undefined;
  }
  ends.push(() => execFileSync('umount', ['-l', folder], { stdio: 'ignore' }));
  chmodSync(folder, 0o777);
  return folder;
}

const ONE_MB = 2 ** 20;
/** A few results; less than a database asks for to start. */
const FREE_MB = 24;

/** Takes all of the disk but that. @returns what gives it back */
function fill(disk: string): () => void {
  const ballast = join(disk, 'ballast');
  const file = openSync(ballast, 'w');
  const { bavail, bsize } = statfsSync(disk);
  for (let free = (bavail * bsize) / ONE_MB; free > FREE_MB; free -= 1) writeSync(file, Buffer.alloc(ONE_MB));
  closeSync(file);
  return () => rmSync(ballast);
}

/** Two megabytes that do not pack. */
function large(id: string) {
  const finding = exampleFinding('x');
  const [exchange] = finding.evidence;
  const response = { ...exchange?.response, body: randomBytes(2 * ONE_MB).toString('hex') };
  const findings = [{ ...finding, evidence: [{ ...exchange, response }] } as typeof finding];
  return exampleResult('x', { id, target: { url: 'http://127.0.0.1:9/disk', scope: [] }, findings });
}

const upload = async ({ client }: ServerProcess, id: string) =>
  await client.ask('POST', '/api/v1/results', large(id));

/** With a scan under way, sends results until one is refused. @returns the scan, and those that were acknowledged */
async function filled(server: ServerProcess): Promise<{ readonly scan: string; readonly kept: string[] }> {
  const lab = await serveLab(demoApp());
  ends.push(lab.close);
  const api = await addApi(server.client, lab.url);
  const scan = await startScan(server.client, api, { include: ['missing-content-type-options'], rate: 15 });
  const kept: string[] = [];
  for (;;) {
    const { status, body, headers } = await upload(server, `full-${kept.length}`);
    if (status !== 201) {
      expect(body).toMatchObject({ status: 503, code: 'database-unavailable' });
      expect(body.detail).toContain('its disk is full');
      expect(headers.get('retry-after')).toMatch(/^\d+$/);
      break;
    }
    kept.push(`full-${kept.length}`);
    expect(kept.length).toBeLessThan(FREE_MB);
  }
  expect(kept.length).toBeGreaterThan(1);
  return { scan, kept };
}

/** Within the seconds that a server takes to let go. */
async function hasEnded({ client }: ServerProcess): Promise<boolean> {
  const late = Date.now() + 20_000;
  while (Date.now() < late) {
    if (!(await client.ask('GET', '/healthz').then(Boolean, () => false))) return true;
    await pause(250);
  }
  return false;
}

/** There is room again: what was acknowledged is there, the scan comes to its one end, and new results are taken. */
async function isWhole(
  server: ServerProcess,
  { scan, kept }: Awaited<ReturnType<typeof filled>>,
): Promise<void> {
  const { client } = server;
  for (const id of kept) expect((await client.ask('GET', `/api/v1/scans/${id}/result`)).body.id).toBe(id);
  expect(await over(client, scan)).toMatchObject({ status: 'done', error: null });
  const { body } = await client.ask('GET', `/api/v1/scans/${scan}/events`);
  expect(body.items.filter(({ type }: { type: string }) => type === 'done').length).toBe(1);
  expect((await upload(server, 'after')).status).toBe(201);
}

const disk = smallDisk(300);
test('the disk of the test', () => {
  // Without the right to make one there is nothing more to run, which was said.
  expect(disk === undefined || statfsSync(disk).bavail > 0).toBe(true);
});

if (disk !== undefined)
  describe('a disk that is full', () => {
    // Without room for its log the embedded database gives up, and the server with it; without room for a table it waits.
    test('ends a server with the embedded database or keeps it waiting, and loses nothing', async () => {
      const place: Place = { folder: join(disk, 'server') };
      let server = await serveProcess(place);
      const makeRoom = fill(disk);
      const state = await filled(server);
      if (await hasEnded(server)) {
        expect(await server.stop()).toBe(3);
        expect(server.said()).toMatch(
          /The embedded database has stopped working \(.+No space left on device\)/,
        );
        await expect(serveProcess(place)).rejects.toThrow(/does not open: its disk has \d+ MB left/);
        makeRoom();
        server = await serveProcess(place, server.key);
      } else makeRoom();
      const isReady = async () => (await server.client.ask('GET', '/readyz')).status === 200;
      await until(isReady, server.said);
      await isWhole(server, state);
      expect(await server.stop()).toBe(0);
      rmSync(place.folder, { recursive: true });
    });

    test.skipIf(inject('postgres') === null)('keeps a server on PostgreSQL waiting for room', async () => {
      const started = await startPostgres([], disk);
      if (started === undefined) expect.fail('PostgreSQL has gone.');
      ends.push(started.end);
      const server = await serveProcess({
        databaseUrl: `${started.cluster.url}/postgres`,
        folder: freshFolder(),
      });
      ends.push(server.stop);
      const makeRoom = fill(disk);
      const state = await filled(server);
      expect((await server.client.ask('GET', '/healthz')).status).toBe(200);
      makeRoom();
      // Without room for its log PostgreSQL ends itself, and its operator starts it again; it may be up, too.
      const [program = '', ...words] = started.cluster.start;
      spawnSync(program, words, { cwd: '/', stdio: 'ignore', ...started.cluster.as });
      const isReady = async () => (await server.client.ask('GET', '/readyz')).status === 200;
      await until(isReady, server.said);
      await isWhole(server, state);
      expect(await server.stop()).toBe(0);
    });
  });
