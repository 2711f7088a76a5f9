import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Fault } from '../../lab/http/faults.ts';
import { faults } from '../../lab/http/faults.ts';
import { ordinary, serveFaulty } from '../../lab/http/faulty-api.ts';
import { measuredNode } from '../../scripts/measured-run.ts';

/**
 * Measures, in the process itself and from its first connection on, the longest time in which no timer got its turn:
 * what the main thread itself computed then, as far as the system tells, so that waiting for a busy machine counts for
 * nothing. Beside it, as a measure of this machine at this moment, what reading two megabytes of JSON takes.
 */
const CLOCK = `data:text/javascript,${encodeURIComponent(`
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
function ownMs() {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e3;
  }
}
let longest = 0;
let begun = false;
subscribe('net.client.socket', () => {
  if (begun) return;
  begun = true;
  let own = ownMs();
  let wall = performance.now();
  setInterval(() => {
    const [nowOwn, nowWall] = [ownMs(), performance.now()];
    longest = Math.max(longest, Math.min(nowOwn - own, nowWall - wall));
    [own, wall] = [nowOwn, nowWall];
  }, 5).unref();
});
process.on('exit', () => {
  const text = JSON.stringify(Array.from({ length: 40_000 }, (_none, at) => ({ id: at, mail: 'a' + at + '@example.org' })));
  const readings = Array.from({ length: 9 }, () => {
    const before = ownMs();
    JSON.parse(text);
    return ownMs() - before;
  });
  process.stderr.write('\\nSTRETCH ' + JSON.stringify([longest, readings.sort((a, b) => a - b)[4]]) + '\\n');
});
`)}`;

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const MOST_MS = 50;
/** Reading two megabytes of JSON on a machine with nothing else to do. */
const USUAL_READING_MS = 12;
/** What the collector does at the same moment, and the tick itself. */
const ALLOWANCE = 1.5;

const operations = (count: number, schema: object) =>
  JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Large', version: '1' },
    paths: Object.fromEntries(
      Array.from({ length: count }, (_none, at) => [
        `/kind${at}${at % 2 === 0 ? '' : '/{id}'}`,
        {
          get: {
            parameters:
              at % 2 === 0 ? [] : [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
            responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } },
          },
        },
      ]),
    ),
  });

const described =
  (document: string): Fault =>
  (socket, target) =>
    socket.end(
      target.startsWith('/openapi.json')
        ? `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n${document}`
        : ordinary(/^\/kind\d+/.test(target) ? '/items' : target),
    );

const wide = {
  type: 'object',
  properties: Object.fromEntries(
    Array.from({ length: 100 }, (_none, at) => [
      `field${at}`,
      { type: 'string', description: 'A field of it.' },
    ]),
  ),
};
const fault = (name: string) => faults[name] as Fault;

test.each([
  ['lists of a megabyte everywhere', fault('a long list'), 'everywhere'],
  ['a list of a megabyte at one operation', fault('a long list'), 'at one operation'],
  ['deeply nested objects', fault('nested objects'), 'everywhere'],
  ['pages of open elements', fault('a page of open elements'), 'everywhere'],
  ['lines without end', fault('one endless attribute'), 'everywhere'],
  ['a document of four thousand operations', described(operations(4_000, {})), 'everywhere'],
  ['a document of wide schemas', described(operations(240, wide)), 'everywhere'],
] as const)('timers and signals get their turn: %s', { retry: 2 }, async (_name, answer, where) => {
  const server = await serveFaulty(answer, where);
  try {
    const flags = ['--no-config', '--no-save', '--quiet', '--max-time', '8'];
    const run = await measuredNode(['--import', CLOCK, MAIN, 'scan', server.url, ...flags]);
    const [longest = 0, readingMs = 0] = JSON.parse(
      /STRETCH (\[.*\])/.exec(run.stderr)?.[1] ?? '[]',
    ) as number[];
    expect(longest).toBeGreaterThan(0);
    const slowness = Math.max(1, readingMs / USUAL_READING_MS);
    console.info(`${_name}: ${longest.toFixed(0)} ms, reading ${readingMs.toFixed(1)} ms`);
    expect(longest).toBeLessThan(MOST_MS * ALLOWANCE * slowness);
  } finally {
    await server.close();
  }
});
