import { describe, expect, test } from 'vitest';
import { createPacer } from '../../src/http/pacing.ts';

/** How many of `wanted` are let in at once. */
async function atOnce(pacer: ReturnType<typeof createPacer>, wanted = 10): Promise<number> {
  const leaves: (() => void)[] = [];
  for (let at = 0; at < wanted; at += 1) void pacer.enter().then((leave) => leaves.push(leave));
  await new Promise((resolve) => setTimeout(resolve, 20));
  const count = leaves.length;
  for (let left = 0; left < wanted; ) {
    const leave = leaves.shift();
    if (leave) {
      left += 1;
      leave();
    } else await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return count;
}

describe('pace', () => {
  test('half as many at once, and never none', async () => {
    const pacer = createPacer(8);
    pacer.slowDown();
    expect(await atOnce(pacer)).toBe(4);
    for (let at = 0; at < 8; at += 1) pacer.slowDown();
    expect(pacer.slowedDown).toBe(9);
    expect(await atOnce(pacer)).toBe(1);
  });

  test('grows again, one by one', async () => {
    const pacer = createPacer(8);
    pacer.slowDown();
    for (let at = 0; at < 40; at += 1) pacer.wentWell(5);
    expect(await atOnce(pacer)).toBe(6);
  });

  test('a slow operation is no strain, one that got slow is', async () => {
    const pacer = createPacer(4);
    pacer.wentWell(2, 'GET /fast');
    for (let at = 0; at < 10; at += 1) pacer.wentWell(900, `GET /slow`);
    expect(await atOnce(pacer)).toBe(4);
    pacer.wentWell(900, 'GET /fast');
    expect(await atOnce(pacer)).toBe(3);
  });

  test.each([
    [
      'is the slower the more wait is asked in turn',
      (waiting: number) => (waiting > 4 ? 60 : 2),
      [1, 2, 3, 4],
    ],
    ['is slow and serves all at once is not', () => 0, [8]],
  ])('a service that %s', async (_name, msOf, expected) => {
    const pacer = createPacer(8);
    let waiting = 0;
    let last = Promise.resolve();
    const ask = async (at: number) => {
      const leave = await pacer.enter();
      const began = performance.now();
      waiting += 1;
      const ms = msOf(waiting);
      const pause = (time: number) => new Promise<void>((resolve) => setTimeout(resolve, time));
      if (ms === 0) await pause(420);
      else {
        last = last.then(() => pause(msOf(waiting)));
        await last;
      }
      waiting -= 1;
      leave();
      pacer.wentWell(performance.now() - began, `GET /${at}`);
    };
    await Promise.all(Array.from({ length: 56 }, (_none, at) => ask(at)));
    expect(expected).toContain(await atOnce(pacer));
  });

  test('a rate is kept', async () => {
    const pacer = createPacer(10, 100);
    const started = performance.now();
    for (let at = 0; at < 11; at += 1) (await pacer.enter())();
    expect(performance.now() - started).toBeGreaterThan(95);
  });

  test('nobody waits once all is stopped', async () => {
    const stop = new AbortController();
    const pacer = createPacer(1, 0.1, stop.signal);
    await pacer.enter();
    const waiting = Promise.all([pacer.enter(), pacer.enter(), pacer.enter()]);
    stop.abort();
    await waiting;
  });
});
