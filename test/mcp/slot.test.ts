import { expect, test } from 'vitest';
import { createSlot } from '../../src/mcp/slot.ts';

test('a second one is told at once what is under way; a later one runs', async () => {
  const slot = createSlot();
  let finish = () => {};
  const first = slot.run('A scan', () => new Promise<string>((resolve) => (finish = () => resolve('done'))));
  await expect(slot.run('A scan', async () => 'never')).rejects.toThrow(/A scan is under way/);
  finish();
  expect(await first).toBe('done');
  expect(await slot.run('A scan', async () => 'later')).toBe('later');
});

test('a failure frees it', async () => {
  const slot = createSlot();
  await expect(slot.run('A scan', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await slot.run('A scan', async () => 'later')).toBe('later');
});

test('closing ends what is under way, waits for it, and lets nothing begin', async () => {
  const slot = createSlot();
  let ended = false;
  const running = slot.run(
    'A scan',
    (signal) =>
      new Promise<void>((resolve) => {
        signal.addEventListener('abort', () =>
          setTimeout(() => {
            ended = true;
            resolve();
          }, 20),
        );
      }),
  );
  await slot.close();
  expect(ended).toBe(true);
  await running;
  await expect(slot.run('A scan', async () => 'never')).rejects.toThrow(/about to end/);
});
