import type { Node } from './node.ts';

const INT32_MAX = 2 ** 31 - 1;
/** Multiples looked at before giving up; more are only needed where floating point spoils each. */
const MAX_TRIES = 50;

/** A number that the schema allows, small and positive where it may be; undefined where there seems to be none. */
export function sampleNumber(schema: Node, type: 'integer' | 'number', variant: number): number | undefined {
  const { low, high } = range(schema, type);
  const step = stepOf(schema, type);
  const fits = (value: number) =>
    Number.isFinite(value) &&
    (low.open ? value > low.at : value >= low.at) &&
    (high.open ? value < high.at : value <= high.at) &&
    (type === 'number' || Number.isInteger(value)) &&
    (typeof schema.multipleOf !== 'number' || Number.isInteger(value / schema.multipleOf));
  const start = low.at > 1 || high.at < 1 ? nearest(low.at, high.at) : 1;
  const first = Math.ceil(start / step);
  for (let at = 0; at <= MAX_TRIES; at += 1) {
    for (const index of [first + variant + at, first - variant - at]) {
      const value = index * step;
      if (fits(value)) return value;
    }
  }
  const middle = Number.isFinite(low.at + high.at) ? (low.at + high.at) / 2 : start;
  const between = low.at + (high.at - low.at) / (variant + 2);
  return [middle, between, low.at, high.at, 0].find(fits);
}

interface Bound {
  readonly at: number;
  readonly open: boolean;
}

function range(schema: Node, type: 'integer' | 'number'): { low: Bound; high: Bound } {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, format } = schema;
  const widest =
    type === 'integer' ? (format === 'int32' ? INT32_MAX : Number.MAX_SAFE_INTEGER) : Number.MAX_VALUE;
  let low: Bound = { at: -widest, open: false };
  let high: Bound = { at: widest, open: false };
  if (typeof minimum === 'number') low = { at: minimum, open: exclusiveMinimum === true };
  if (typeof maximum === 'number') high = { at: maximum, open: exclusiveMaximum === true };
  if (typeof exclusiveMinimum === 'number' && exclusiveMinimum >= low.at) {
    low = { at: exclusiveMinimum, open: true };
  }
  if (typeof exclusiveMaximum === 'number' && exclusiveMaximum <= high.at) {
    high = { at: exclusiveMaximum, open: true };
  }
  return { low, high };
}

function stepOf(schema: Node, type: 'integer' | 'number'): number {
  const { multipleOf } = schema;
  if (typeof multipleOf !== 'number' || !(multipleOf > 0)) return 1;
  if (type === 'number' || Number.isInteger(multipleOf)) return multipleOf;
  // 0.5 and the like: the first whole multiple.
  for (let factor = 1; factor <= 1000; factor += 1) {
    if (Number.isInteger(multipleOf * factor)) return multipleOf * factor;
  }
  return 1;
}

/** The end of the range that is nearer to zero. */
function nearest(low: number, high: number): number {
  return Math.abs(low) <= Math.abs(high) ? low : high;
}
