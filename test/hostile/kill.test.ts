import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type OldObjects, serveOldObjects, TOKENS } from '../../lab/journal/old-objects.ts';

const MAIN = join(import.meta.dirname, '../../dist/cli/main.js');
/** Each scan is killed at another write, so that every kind of write is the last one of some scan. */
const KILLS = Array.from(
  { length: 20 },
  (_none, at) => [1 + (at % 10), at < 10 ? 'nobody' : 'two users'] as const,
);
const LONGEST_MS = 60_000;
const two = ['--bearer', TOKENS.ada, '--other', `bearer=${TOKENS.bob}`];
const state = mkdtempSync(join(tmpdir(), 'middlebrick-kill-'));
const journals = join(state, 'middlebrick', 'journals');
const journalNames = () => readdirSync(journals).filter((name) => name.endsWith('.jsonl'));

beforeEach(() => rmSync(journals, { recursive: true, force: true }));
afterAll(() => rmSync(state, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
}

function started(...args: readonly string[]): {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
} {
  const env = { ...process.env, XDG_STATE_HOME: state, NO_COLOR: '1' };
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  let out = '';
  child.stdout?.on('data', (part: Buffer) => (out += part.toString()));
  child.stderr?.on('data', (part: Buffer) => (out += part.toString()));
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, out });
    }),
  );
  return { child, ended };
}

const scanning = (service: OldObjects, credentials: readonly string[]) =>
  started(
    'scan',
    service.url,
    '--active',
    '--quiet',
    '--no-config',
    '--no-save',
    '--include',
    'bola',
    '--include',
    'property-authorization',
    ...credentials,
  );

test.each(KILLS)(
  'killed at write %i as %s, everything of its own is removed afterwards and nothing else',
  async (at, who) => {
    const credentials = who === 'nobody' ? [] : two;
    const service = await serveOldObjects('plain');
    try {
      const { child, ended } = scanning(service, credentials);
      service.onWrite((count) => count === at && child.kill('SIGKILL'));
      expect((await ended).signal, 'the scan was killed').toBe('SIGKILL');
      service.onWrite(() => undefined);
      const [name] = journalNames();
      // Passwords of accounts stand in it: nobody else may read it.
      expect(statSync(join(journals, String(name))).mode & 0o777).toBe(0o600);
      const text = readFileSync(join(journals, String(name)), 'utf8');
      for (const token of Object.values(TOKENS)) expect(text).not.toContain(token);
      const cleaned = await started('cleanup', 'last', ...credentials).ended;
      expect(service.added(), cleaned.out).toEqual([]);
      expect(cleaned.code, cleaned.out).toBe(0);
      expect(service.damaged()).toEqual([]);
      expect(journalNames()).toEqual([]);
    } finally {
      await service.close();
    }
  },
);

test('stopped by SIGTERM, the scan removes what it made before it ends', async () => {
  const service = await serveOldObjects('plain');
  try {
    const { child, ended } = scanning(service, two);
    service.onWrite((count) => count === 6 && child.kill('SIGTERM'));
    expect((await ended).code).toBe(130);
    expect(service.added()).toEqual([]);
    expect(service.damaged()).toEqual([]);
    expect(journalNames()).toEqual([]);
  } finally {
    await service.close();
  }
});

test('without the credential that made it, a thing is named and kept in the list', async () => {
  const service = await serveOldObjects('plain');
  try {
    const { child, ended } = scanning(service, two);
    service.onWrite((count) => count === 4 && child.kill('SIGKILL'));
    await ended;
    service.onWrite(() => undefined);
    const bare = await started('cleanup', 'last').ended;
    const left = service.added().filter((one) => !one.includes('@'));
    expect(bare.code).toBe(left.length > 0 ? 1 : 0);
    const list = await started('cleanup', '--list').ended;
    for (const thing of left) expect(list.out).toContain(thing.split(' ')[0]);
    const again = await started('cleanup', 'last', ...two).ended;
    expect(left.length > 0 ? again.code : 0).toBe(0);
    expect(service.added()).toEqual([]);
    expect(service.damaged()).toEqual([]);
  } finally {
    await service.close();
  }
});
