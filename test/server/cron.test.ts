import { describe, expect, test } from 'vitest';
import { jitterMs, nextRuns, PRESETS, readNewTimetable } from '../../src/server/monitor/cron.ts';

const NOW = new Date('2026-11-27T12:00:00Z');
const runs = (cron: string, timeZone: string, from: string, count = 3) =>
  nextRuns(readNewTimetable(cron, timeZone, new Date(from)), new Date(from), count).map((run) =>
    run.toISOString().slice(0, 16),
  );

describe('cron patterns', () => {
  test.each([
    ['0 0 31 2 *', 'UTC', 'never runs'],
    ['0 0 30 2 *', 'Europe/Berlin', 'never runs'],
    ['* * * * *', 'UTC', 'runs again after 1 minute: at least 5 minutes have to lie'],
    ['*/4 * * * *', 'UTC', 'runs again after 4 minutes'],
    ['0,58 3 * * *', 'UTC', undefined],
    ['0,3 3 1 1 *', 'UTC', 'runs again after 3 minutes'],
    ['0,57 3,4 1 * *', 'UTC', 'runs again after 3 minutes'],
    ['*/5 * * * *', 'UTC', undefined],
    ['0 0 29 2 *', 'UTC', undefined],
    ['0 3 * * *', 'Berlin', 'is no time zone'],
    ['0 3 * * *', '+01:00', 'is no time zone'],
    ['0 3 * * *', '', 'is no time zone'],
    ['@daily', 'UTC', 'five fields'],
    ['0 0 3 * * *', 'UTC', 'five fields (minute, hour, day of month, month, day of week), not 6'],
    ['61 * * * *', 'UTC', 'cannot be read'],
    ['a b c d e', 'UTC', 'cannot be read'],
    ['0 3 * * MON-FRI', 'Europe/Berlin', undefined],
  ])('%s in %s: %s', (cron, timeZone, says) => {
    const read = () => readNewTimetable(cron, timeZone, NOW);
    if (says === undefined) expect(read).not.toThrow();
    else expect(read).toThrow(says);
  });

  test('presets are read, and are not too often', () => {
    for (const cron of Object.values(PRESETS)) readNewTimetable(cron, 'America/New_York', NOW);
  });

  test('reading one takes no long time, whatever it is', () => {
    const started = performance.now();
    for (const cron of ['0 0 31 2 *', '0 0 29 2 1', '*/5 * * * *', '0 0 1 1 *', '59 23 31 12 5#5']) {
      try {
        readNewTimetable(cron, 'Europe/Berlin', NOW);
      } catch {}
    }
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('daylight saving time in Europe/Berlin', () => {
  test('a time that the spring leaves out runs once, when the clock goes on', () => {
    expect(runs('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z')).toEqual([
      '2026-03-29T01:00',
      '2026-03-30T00:30',
      '2026-03-31T00:30',
    ]);
  });
  test('a time that comes twice in autumn runs once', () => {
    expect(runs('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z')).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
      '2026-10-27T01:30',
    ]);
  });
  test('every hour is every hour', () => {
    expect(runs('0 * * * *', 'Europe/Berlin', '2026-03-28T23:30:00Z', 4)).toEqual([
      '2026-03-29T00:00',
      '2026-03-29T01:00',
      '2026-03-29T02:00',
      '2026-03-29T03:00',
    ]);
    expect(runs('0 * * * *', 'Europe/Berlin', '2026-10-24T23:30:00Z', 4)).toEqual([
      '2026-10-25T00:00',
      '2026-10-25T01:00',
      '2026-10-25T02:00',
      '2026-10-25T03:00',
    ]);
  });
});

test('jitter is the same every time, within its bound, and spreads', () => {
  const drawn = Array.from({ length: 200 }, (_, at) => jitterMs(`schedule-${at}`, 600));
  expect(drawn).toEqual(Array.from({ length: 200 }, (_, at) => jitterMs(`schedule-${at}`, 600)));
  expect(Math.max(...drawn)).toBeLessThanOrEqual(600_000);
  expect(new Set(drawn).size).toBeGreaterThan(120);
  expect(jitterMs('any', 0)).toBe(0);
});
