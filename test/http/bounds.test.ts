import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readable } from '../../lab/http/faults.ts';
import { serveRaw } from '../../lab/http/raw-server.ts';
import { readText } from '../../src/given/read-file.ts';
import { createBreath } from '../../src/http/breath.ts';
import type { Exchange, HttpResponse } from '../../src/http/exchange.ts';
import { text, textStart } from '../../src/http/exchange.ts';
import { percentDecoded, percentEncoded, urlOf } from '../../src/http/foreign-text.ts';
import { createHeldBodies } from '../../src/http/held-bodies.ts';
import { createOneBuffer } from '../../src/http/one-buffer.ts';
import { createRecentViews } from '../../src/http/recent-views.ts';
import { openTransport } from '../../src/http/transport.ts';
import { createWatching } from '../../src/http/watching.ts';
import { anonymous } from '../../src/identities/identity.ts';
import { either, inOrder } from '../../src/material/in-order.ts';

const answer = (body: string | Uint8Array): HttpResponse => ({
  status: 200,
  httpVersion: '1.1',
  headers: [],
  body: Buffer.from(body),
  truncated: false,
  headMs: 1,
  totalMs: 1,
});
const exchange = (id: number): Exchange => ({
  id,
  identity: 'anonymous',
  request: { method: 'GET', url: `http://lab/${id}`, headers: [] },
  response: answer(''),
});

describe('one buffer for a body', () => {
  test('pieces come out as they went in, of whatever sizes', () => {
    for (const length of [1, 7, 4_096, 16_384, 40_000]) {
      const source = Buffer.from('0123456789'.repeat(9_000));
      const buffer = createOneBuffer(100_000);
      for (let at = 0; at < source.length; at += length + (at % 3)) {
        expect(buffer.add(source.subarray(at, at + length + (at % 3)))).toBe(length > 1 || at < 60_000);
        if (length === 1 && at > 19_000) break;
      }
      const taken = buffer.take();
      expect(source.subarray(0, taken.length).equals(taken)).toBe(true);
      if (length > 1) expect(taken.length).toBe(source.length);
    }
  });

  test('large pieces beside small ones keep their order', () => {
    const pieces = ['ab', 'c'.repeat(70_000), 'd', 'e'.repeat(20_000), 'f'];
    const buffer = createOneBuffer(200_000);
    for (const piece of pieces) buffer.add(new Uint8Array(Buffer.from(piece)));
    expect(buffer.take().toString()).toBe(pieces.join(''));
  });

  test('it is cut at the cap, and takes no more memory than it holds', () => {
    const buffer = createOneBuffer(10);
    expect(buffer.add(Buffer.from('0123456'))).toBe(true);
    expect(buffer.add(Buffer.from('789ab'))).toBe(false);
    const taken = buffer.take();
    expect(taken.toString()).toBe('0123456789');
    expect(taken.buffer.byteLength).toBeLessThan(2_000);
  });

  test('a body of single bytes is given up', () => {
    const buffer = createOneBuffer(10_000_000);
    let pieces = 0;
    while (buffer.add(Buffer.from('x'))) pieces += 1;
    expect(pieces).toBe(20_000);
  });
});

describe('one budget for what is held', () => {
  test('the oldest bodies are cut first, and counted', () => {
    const bodies = createHeldBodies(1_000_000);
    const held = Array.from({ length: 5 }, () => bodies.hold(answer(Buffer.alloc(300_000, 'a'))));
    expect(held.map((one) => bodies.isWhole(one))).toEqual([false, false, true, true, true]);
    expect(held.map(({ body }) => body.length)).toEqual([65_536, 65_536, 300_000, 300_000, 300_000]);
    expect(held.map(({ truncated }) => truncated)).toEqual([true, true, false, false, false]);
    expect(bodies.shortened).toBe(2);
  });

  test('where even the parts are too much, little is left of them', () => {
    const bodies = createHeldBodies(200_000);
    const held = Array.from({ length: 20 }, () => bodies.hold(answer(Buffer.alloc(190_000, 'a'))));
    expect(held[0]?.body.length).toBe(4_096);
    const all = held.reduce((sum, { body }) => sum + body.length, 0);
    expect(all).toBeLessThan(200_000 + 100_000 + 20 * 4_096);
  });

  test('small bodies stay, however many', () => {
    const bodies = createHeldBodies(10_000);
    const held = Array.from({ length: 100 }, () => bodies.hold(answer('x'.repeat(500))));
    expect(held.every((one) => bodies.isWhole(one))).toBe(true);
  });

  test('views are made again once they were forgotten', () => {
    const views = createRecentViews<object, number>(100_000);
    let made = 0;
    const ask = (of: object) => views.of(of, () => ({ view: ++made, bytes: 60_000 }));
    const [one, other] = [{}, {}];
    expect([ask(one), ask(one), ask(other), ask(other), ask(one)]).toEqual([1, 1, 2, 2, 3]);
  });
});

describe('looking at exchanges', () => {
  test('what came before is shown first, in order, and others get their turn meanwhile', async () => {
    const watching = createWatching(new AbortController().signal, createBreath());
    for (let id = 0; id < 20; id += 1) await watching.show(exchange(id));
    const seen: number[] = [];
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 1);
    const busy = (ms: number) => {
      for (const end = performance.now() + ms; performance.now() < end; );
    };
    const replayed = watching.watch(function* ({ id }) {
      yield seen.push(id);
      yield busy(8);
    });
    await watching.show(exchange(20));
    await replayed;
    clearInterval(ticking);
    expect(seen).toEqual(Array.from({ length: 21 }, (_, id) => id));
    expect(turns).toBeGreaterThan(5);
  });

  test('once the scan was stopped, only the first step is taken', async () => {
    const stop = new AbortController();
    const watching = createWatching(stop.signal, createBreath());
    const steps: string[] = [];
    await watching.watch(function* () {
      yield steps.push('counted');
      yield steps.push('looked');
    });
    await watching.show(exchange(1));
    stop.abort();
    await watching.show(exchange(2));
    expect(steps).toEqual(['counted', 'looked', 'counted']);
  });
});

describe('answers that only the strict parser refuses', () => {
  test.each(Object.entries(readable))('%s is read', async (_name, fault) => {
    const server = await serveRaw(fault);
    const live = openTransport({ requestTimeoutMs: 2_000 });
    const ask = (method: string) =>
      live.send(
        { method, url: `${server.url}/a`, headers: [['Host', 'lab']] },
        { identity: anonymous, signal: new AbortController().signal },
      );
    // Asked again it might change something twice: the first time it is named, from then on it is read.
    await expect(ask('POST')).rejects.toMatchObject({ code: 'not-http', message: /\(.+\)\.$/ });
    const connections = server.connections();
    expect(connections).toBe(1);
    const read = await ask('POST');
    expect(read.status).toBe(200);
    expect(text(read)).toContain('"read"');
    expect((await ask('GET')).status).toBe(200);
    live.close();
    await server.close();
  });
});

describe('foreign text', () => {
  test('half a surrogate pair, broken escapes and broken references throw nothing', () => {
    expect(percentEncoded('\ud800')).toBe('%EF%BF%BD');
    expect(percentEncoded('a b/ß')).toBe('a%20b%2F%C3%9F');
    expect(percentDecoded('%E0%A4%A')).toBe('%E0%A4%A');
    expect(percentDecoded('a%20b')).toBe('a b');
    expect(urlOf('http://[nowhere', 'http://lab/')).toBeUndefined();
    expect(urlOf('/x', 'http://lab/')?.href).toBe('http://lab/x');
  });

  test.each(['plain', 'ä€😀'.repeat(50), '😀'.repeat(100)])(
    'the start of %s is that of the whole',
    (body) => {
      for (const characters of [1, 2, 7, 90, 1_000])
        expect(textStart(answer(body), characters)).toBe(body.slice(0, characters));
    },
  );
});

test('one pattern after another, anywhere, with the flags of both', () => {
  const ordered = inOrder(/^begin$/m, /end/);
  expect(ordered.test('x\nbegin\nand end')).toBe(true);
  expect(ordered.test('end\nbegin\n')).toBe(false);
  expect(ordered.test('begin')).toBe(false);
  expect(either(inOrder(/a/i, /b/i), /c/i).test('xxC')).toBe(true);
  const hostile = 'begin\n'.repeat(300_000);
  const started = performance.now();
  expect(ordered.test(hostile)).toBe(false);
  expect(performance.now() - started).toBeLessThan(2_000);
});

describe('files that are named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'middlebrick-files-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);

  test.each([
    ['a pipe that nobody writes to', () => execFileSync('mkfifo', [at('pipe')]), 'pipe', /no regular file/],
    ['over 20 MB', () => writeFileSync(at('large'), Buffer.alloc(21 * 1024 * 1024)), 'large', /20 MB/],
    ['a folder', () => undefined, '.', /folder/],
    ['nothing', () => undefined, 'none', /no such file/],
  ])('%s is refused', (_what, make, name, why) => {
    make();
    expect(() => readText(at(name), 'document')).toThrow(why);
  });

  test('a device without end is refused; a file is read', () => {
    expect(() => readText('/dev/zero', 'document')).toThrow(/no regular file/);
    writeFileSync(at('file'), 'text');
    expect(readText(at('file'), 'document')).toBe('text');
  });
});
