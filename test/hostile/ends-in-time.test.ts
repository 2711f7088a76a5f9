import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../lab/http/faults.ts';
import { faults } from '../../lab/http/faults.ts';
import { ordinary, serveFaulty } from '../../lab/http/faulty-api.ts';
import { serveOldObjects } from '../../lab/journal/old-objects.ts';
import { GRACE_S, loadingMs } from './bounded-scan.ts';

const MAIN = join(import.meta.dirname, '../../dist/cli/main.js');
const GIVEN_S = 4;
/** Nobody waits longer for a test; a scan that is still there is killed, and has failed. */
const LONGEST_MS = 40_000;
const state = mkdtempSync(join(tmpdir(), 'middlebrick-ends-'));
afterAll(() => rmSync(state, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  /** From the start, or from the interrupt where there was one. */
  readonly ms: number;
  readonly said: string;
}

/** @param onStart is given what interrupts the scan as Ctrl-C does */
function scanned(
  url: string,
  args: readonly string[],
  onStart: (interrupt: () => void) => void = () => {},
): Promise<Ended> {
  const common = ['--no-config', '--no-save', '--quiet'];
  const child = spawn(process.execPath, [MAIN, 'scan', url, ...common, ...args], {
    env: { ...process.env, NO_COLOR: '1', XDG_STATE_HOME: state },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let from = performance.now();
  let isInterrupted = false;
  onStart(() => {
    if (isInterrupted) return;
    isInterrupted = true;
    from = performance.now();
    child.kill('SIGINT');
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, ms: performance.now() - from, said });
    }),
  );
}

/** On a busy machine the command alone takes seconds to load, before the time that it is given begins. */
async function within(ms: number, allowedMs: number) {
  if (ms > allowedMs) expect(ms).toBeLessThan(allowedMs + 2 * (await loadingMs()));
}

const large = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Large', version: '1' },
  paths: Object.fromEntries(
    Array.from({ length: 6_000 }, (_none, at) => [
      `/kind${at}/{id}`,
      {
        get: {
          summary: 'Reads one of them, and says what it is and who made it, and when that was.',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
          responses: { 200: { description: 'ok' } },
        },
      },
    ]),
  ),
});

const largeDocument: Fault = (socket, target) =>
  socket.end(
    target.startsWith('/openapi.json')
      ? `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n${large}`
      : ordinary('/items'),
  );

const silent: Fault = () => undefined;
const chosen = (name: string): Fault => {
  const fault = faults[name];
  if (!fault) throw new Error(`There is no fault "${name}".`);
  return fault;
};

const NASTY: readonly (readonly [string, Fault])[] = [
  ...[
    'silent',
    'slowHead',
    'slowBody',
    'endlessBody',
    'chunks of one byte',
    'a long list',
    'a page of open elements',
    'a redirect that grows',
    'a pause of years',
    'events without end',
  ].map((name) => [name, chosen(name)] as const),
  ['a document of six thousand operations', largeDocument],
];

describe('a scan is over soon after its time is up', () => {
  test.concurrent.each(NASTY)('%s', async (_name, fault) => {
    const server = await serveFaulty(fault, 'everywhere');
    try {
      const { code, ms, said } = await scanned(server.url, ['--max-time', `${GIVEN_S}`]);
      expect([3, 4], said).toContain(code);
      await within(ms, (GIVEN_S + GRACE_S) * 1_000);
    } finally {
      await server.close();
    }
  });

  const LOGINS: readonly (readonly [string, (url: string) => readonly string[]])[] = [
    ['a login', (url) => ['--login', `POST ${url}/login {"user":"ann","password":"mb-pass-1234"}`]],
    ['a token endpoint', (url) => ['--oauth', `token-url=${url}/token client-id=ann client-secret=mb-5678`]],
    ['an issuer', (url) => ['--oauth', `issuer=${url} client-id=ann client-secret=mb-5678`]],
  ];
  test.concurrent.each(LOGINS)('%s that never answers', async (_name, flags) => {
    const server = await serveFaulty(silent, 'everywhere');
    const api = await serveFaulty(silent, 'at one operation');
    try {
      const { code, ms, said } = await scanned(api.url, ['--max-time', `${GIVEN_S}`, ...flags(server.url)]);
      expect([2, 3, 4], said).toContain(code);
      await within(ms, (GIVEN_S + GRACE_S) * 1_000);
    } finally {
      await server.close();
      await api.close();
    }
  });

  test.concurrent('a TLS handshake that never ends', async () => {
    const server = await serveFaulty(silent, 'everywhere');
    try {
      const url = server.url.replace('http:', 'https:');
      const { code, ms, said } = await scanned(url, ['--max-time', `${GIVEN_S}`]);
      expect(code, said).toBe(3);
      await within(ms, (GIVEN_S + GRACE_S) * 1_000);
    } finally {
      await server.close();
    }
  });
});

describe('Ctrl-C ends a scan at once', () => {
  // As it begins, while it looks for documents, explores, judges; and the target says nothing more from then on.
  const MOMENTS = [1, 8, 60, 120, 200].flatMap((at) => [[at, 'goes on'] as const, [at, 'hangs'] as const]);
  test.concurrent.each(MOMENTS)('at request %i, where the target %s', async (at, what) => {
    let count = 0;
    let interrupt: () => void = () => {};
    const server = await serveFaulty((socket, target) => {
      count += 1;
      if (count === at) interrupt();
      if (count < at || what === 'goes on') socket.end(ordinary(target));
    }, 'everywhere');
    try {
      const { code, ms, said } = await scanned(server.url, ['--max-time', '60'], (stop) => {
        interrupt = stop;
      });
      expect(count).toBeGreaterThanOrEqual(at);
      expect(code, said).toBe(130);
      expect(ms).toBeLessThan(GRACE_S * 1_000);
    } finally {
      await server.close();
    }
  });

  test.concurrent.each([1, 4, 9])('at write %i of an active scan, and what it made is gone', async (at) => {
    const service = await serveOldObjects('plain');
    try {
      const { code, ms, said } = await scanned(service.url, ['--active', '--max-time', '60'], (stop) =>
        service.onWrite((count) => count === at && stop()),
      );
      expect(code, said).toBe(130);
      expect(ms).toBeLessThan(GRACE_S * 1_000);
      expect(service.added()).toEqual([]);
      expect(service.damaged()).toEqual([]);
    } finally {
      await service.close();
    }
  });
});
