import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { willPass } from '../../../src/server/store/passing.ts';
import { freshFolder } from '../../cli/command.ts';
import { exampleFinding, exampleResult } from '../../report/example-result.ts';
import type { Place } from '../databases.ts';
import { startPostgres } from '../postgres.ts';
import { serveProcess } from '../process.ts';

/** A disk of its own, which root alone can make. Undefined where we are not, or have no right to. */
function smallDisk(megabytes: number): string | undefined {
  const folder = freshFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
    chmodSync(folder, 0o777);
    ends.push(() => execFileSync('umount', ['-l', folder], { stdio: 'ignore' }));
    return folder;
  } catch {
    process.stderr.write('No right to mount a small disk: what happens on a full one is not tried.\n');
    return undefined;
  }
}

/** Half a minute on an idle machine. */
const LONG_MS = 600_000;
const ends: (() => void)[] = [];
afterAll(() => {
  for (const end of ends.reverse()) end();
});

/** Two megabytes that do not pack. */
function large(id: string) {
  const finding = exampleFinding('x');
  const [exchange] = finding.evidence;
  const response = { ...exchange?.response, body: randomBytes(2 * 1024 * 1024).toString('hex') };
  const findings = [{ ...finding, evidence: [{ ...exchange, response }] } as typeof finding];
  return exampleResult('x', { id, target: { url: 'http://127.0.0.1:9/disk', scope: [] }, findings });
}

/** Fills the disk by what callers send; what was acknowledged is there, then and after there is room again. */
async function survivesFullDisk(
  place: Place,
  disk: string,
  revive: () => void = () => undefined,
): Promise<void> {
  let server = await serveProcess(place);
  const filler = fill(disk);
  const { key } = server;
  const kept: string[] = [];
  const refused: { status: number; code: string }[] = [];
  const upload = async (id: string) => {
    const { status, body } = await server.client.ask('POST', '/api/v1/results', large(id));
    return { status, code: body.code };
  };
  try {
    for (let at = 0; at < 60 && refused.length < 2; at += 1) {
      const answer = await upload(`full-${at}`).catch(() => ({ status: 0, code: 'no answer' }));
      if (answer.status === 201) kept.push(`full-${at}`);
      else refused.push(answer);
    }
    expect(kept.length).toBeGreaterThan(1);
    expect(refused.length).toBe(2);
    // A database that cannot go on takes its server with it; one that can says so.
    for (const { status, code } of refused)
      expect(['database-unavailable', 'no answer']).toContain(status === 0 ? 'no answer' : code);
    rmSync(filler);
    revive();
    await pause(1_000);
    if ((await server.client.ask('GET', '/readyz').catch(() => ({ status: 0 }))).status !== 200) {
      await server.stop();
      server = await serveProcess(place, key);
    }
    for (const id of kept)
      expect((await server.client.ask('GET', `/api/v1/scans/${id}/result`)).body.id).toBe(id);
    expect(await upload('after')).toMatchObject({ status: 201 });
  } finally {
    await server.stop();
  }
}

/** All but this is taken by something else. */
const FREE_MB = 24;

function fill(disk: string): string {
  const filler = join(disk, 'filler');
  const said = execFileSync('df', ['--output=avail', '-B', '1M', disk], { encoding: 'utf8' });
  const free = Number(said.split('\n')[1]);
  execFileSync('fallocate', ['-l', `${free - FREE_MB}M`, filler]);
  return filler;
}

test('a full disk is taken for something that passes', () => {
  expect([{ code: '53100' }, { code: 'ENOSPC' }].every(willPass)).toBe(true);
  expect(willPass({ code: '23505' })).toBe(false);
});

const disk = smallDisk(300);
// Without the right to make a disk there is nothing to run, which was said.
if (disk !== undefined)
  describe('a disk that is full', () => {
    test(
      'on PGlite',
      async () => {
        const folder = join(disk, 'server');
        try {
          await survivesFullDisk({ folder }, disk);
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      },
      LONG_MS,
    );

    test.skipIf(inject('postgres') === null)(
      'on PostgreSQL',
      async () => {
        const started = await startPostgres([], disk);
        if (started === undefined) expect.fail('PostgreSQL has gone.');
        try {
          const databaseUrl = `${started.cluster.url}/postgres`;
          const [program = '', ...words] = started.cluster.start;
          await survivesFullDisk({ databaseUrl, folder: freshFolder() }, disk, () => {
            // Without room for its log PostgreSQL ends itself, and its operator starts it again; it may be up, too.
            spawnSync(program, words, { cwd: '/', stdio: 'ignore', ...started.cluster.as });
          });
        } finally {
          started.end();
        }
      },
      LONG_MS,
    );
  });
