/** `40 seconds`, `4 minutes`, `17 hours`, `12 days`: no more digits than the interval is worth. */
export function inTime(seconds: number): string {
  const [size, unit] = UNITS.find(([least]) => seconds >= least * LEAST_OF_A_UNIT) ?? [1, 'second'];
  const count = Math.max(1, Math.round(seconds / size));
  return `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`;
}

/** Below two of a unit the next smaller one says more. */
const LEAST_OF_A_UNIT = 2;
const UNITS = [
  [365 * 86_400, 'year'],
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
] as const;
