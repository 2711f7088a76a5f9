import { expect, test } from 'vitest';
import { spreadDates } from '../../src/making/spread-dates.ts';

const NOW = Date.parse('2026-11-26T20:00:00Z');
const spread = (body: Record<string, unknown>, tag = 'mb00000001') => spreadDates(body, tag, {}, NOW);

test('days come to lie in the near future, and keep their time of day and their distance', () => {
  const { starts_at, ends_at } = spread({
    starts_at: '2024-01-15T09:30:00Z',
    ends_at: '2024-01-16T08:00:00Z',
  }) as Record<string, string>;
  expect(starts_at).toMatch(/T09:30:00Z$/);
  expect(Date.parse(ends_at ?? '') - Date.parse(starts_at ?? '')).toBe(22.5 * 3_600_000);
  expect(Date.parse(starts_at ?? '')).toBeGreaterThan(NOW);
  expect(Date.parse(starts_at ?? '')).toBeLessThan(NOW + 320 * 86_400_000);
});

test('two tags have different days', () => {
  const days = ['mb1', 'mb2', 'mb3', 'mb4'].map((tag) => spread({ day: '2024-01-15' }, tag).day);
  expect(new Set(days).size).toBe(4);
});

test('a period without length gets one', () => {
  const hours = spread({ from: '2024-01-15T09:30:00Z', until: '2024-01-15T09:30:00Z' });
  expect(Date.parse(String(hours.until)) - Date.parse(String(hours.from))).toBe(3_600_000);
  const days = spread({ check_in: '2024-01-15', check_out: '2024-01-15' });
  expect(Date.parse(String(days.check_out)) - Date.parse(String(days.check_in))).toBe(86_400_000);
});

test('birthdays and what is no date stay as they are', () => {
  const body = { born: '1990-04-12', title: '2024-01-15 or later', count: 3 };
  expect(spread(body)).toEqual(body);
});

test('nested dates are moved too', () => {
  const moved = spread({ period: { from: '2024-01-15' }, days: ['2024-01-16'] }) as {
    period: { from: string };
    days: string[];
  };
  expect(Date.parse(moved.days[0] ?? '') - Date.parse(moved.period.from)).toBe(86_400_000);
});

test('a time is written as the service writes it', () => {
  const forms = ['2024-01-15T09:30', '2024-01-15 09:30', '2024-01-15T09:30:00', '2024-01-15T09:30:00+02:00'];
  for (const form of forms)
    expect(spread({ starts_at: form }).starts_at).toMatch(
      new RegExp(`^\\d{4}-\\d\\d-\\d\\d${form.slice(10).replace('+', '\\+')}$`),
    );
});

test('where bookings open for a short time, days lie within it', () => {
  const days = ['mb1', 'mb2', 'mb3', 'mb4', 'mb5', 'mb6'].map((tag) =>
    Date.parse(String(spreadDates({ day: '2024-01-15' }, tag, { days: 30 }, NOW).day)),
  );
  for (const day of days) {
    expect(day).toBeGreaterThan(NOW);
    expect(day).toBeLessThan(NOW + 30 * 86_400_000);
  }
});
