/** Tokens, each given out after the one before, whose places follow one another. */
export interface TokenSeries {
  /** So many of their characters are not the same. */
  readonly differing: number;
  /** So many values lie between a token and the next at most. */
  readonly apart: number;
  /** Read out of base64. */
  readonly isEncoded: boolean;
}

/** Two may lie beside each other by chance, where they are short. */
const FEWEST = 3;
/** Random parts would be as near with a chance of one in a million, at every step. */
const RARE_BITS = 20;
/** Of two tokens there is one step alone. */
const RARE_BITS_OF_TWO = 30;
/** More values than these nobody tries at a service. */
const MOST_APART = 2 ** 32;
const LONGEST = 400;
/** What stands still between two parts that go up, as between the time and the counter of an ObjectId. */
const GAP = 4;
const RADIXES = [10, 16, 36] as const;

/** Undefined where a part of them is random, or of another order; `tokens` in the order in which they were given. */
export function tokenSeries(tokens: readonly string[], fewest = FEWEST): TokenSeries | undefined {
  const isUsable = tokens.length >= fewest && new Set(tokens).size === tokens.length;
  if (!isUsable || tokens.some(({ length }) => length > LONGEST || length < 2)) return undefined;
  const texts = textsIn(tokens);
  return (texts && inOrder(texts, true)) ?? inOrder(tokens, false) ?? inOrder(bytesIn(tokens), true);
}

const BASE64 = /^[\w+/-]{8,400}={0,2}$/;

/** What stands in base64, where it is written for people to read. */
function textsIn(tokens: readonly string[]): readonly string[] | undefined {
  if (!tokens.every((token) => BASE64.test(token))) return undefined;
  const texts = tokens.map((token) => Buffer.from(token, 'base64').toString('latin1'));
  return texts.every((text) => /^[\x20-\x7e]+$/.test(text)) ? texts : undefined;
}

function bytesIn(tokens: readonly string[]): readonly string[] {
  if (!tokens.every((token) => BASE64.test(token))) return [];
  return tokens.map((token) => Buffer.from(token, 'base64').toString('hex'));
}

function inOrder(tokens: readonly string[], isEncoded: boolean): TokenSeries | undefined {
  const isOneCase =
    tokens.every((one) => one === one.toLowerCase()) || tokens.every((one) => one === one.toUpperCase());
  for (const radix of RADIXES) {
    if (radix === 36 && !isOneCase) continue;
    const groups = groupsOf(tokens, radix);
    if (!groups || groups.length === 0) continue;
    const steps = groups.map((group) => stepsOf(group, radix, tokens.length));
    if (steps.some((one) => one === undefined)) continue;
    const apart = steps.reduce<number>((all, one) => all * Math.max(1, one?.widest ?? 1), 1);
    // One part at least goes up at every step: what stands still for a while is the time.
    if (apart > MOST_APART || !steps.some((one) => one?.isStrict)) continue;
    const differing = groups.reduce((sum, { values }) => sum + (values.at(-1)?.length ?? 0), 0);
    return { differing, apart, isEncoded };
  }
  return undefined;
}

/** The places at which tokens differ, with the digits that could have stood there. */
interface Group {
  readonly values: readonly string[];
  readonly digits: number;
}

const RUNS = { 10: /[0-9]+/g, 16: /[0-9a-f]+/gi, 36: /[0-9a-z]+/gi } as const;

/** Undefined where tokens differ outside of their numbers. */
function groupsOf(tokens: readonly string[], radix: (typeof RADIXES)[number]): Group[] | undefined {
  const runs = tokens.map((token) => token.match(RUNS[radix]) ?? []);
  const rests = tokens.map((token) => token.replace(RUNS[radix], '\0'));
  if (new Set(rests).size > 1) return undefined;
  const count = runs[0]?.length ?? 0;
  return Array.from({ length: count }, (_none, at) => runs.map((each) => each[at] ?? '')).flatMap(partsOf);
}

function partsOf(values: readonly string[]): Group[] {
  const [first = ''] = values;
  if (values.some(({ length }) => length !== first.length))
    return [{ values, digits: Math.min(...values.map(({ length }) => length)) }];
  const differing = [...first].flatMap((_sign, at) =>
    values.some((value) => value[at] !== first[at]) ? [at] : [],
  );
  const groups: Group[] = [];
  let [start, from] = [0, differing[0] ?? 0];
  for (const [nth, at] of differing.entries()) {
    const next = differing[nth + 1];
    if (next !== undefined && next - at <= GAP) continue;
    groups.push({ values: values.map((value) => value.slice(from, at + 1)), digits: at + 1 - start });
    [start, from] = [at + 1, next ?? 0];
  }
  return groups;
}

interface Steps {
  readonly widest: number;
  readonly isStrict: boolean;
}

function stepsOf({ values, digits }: Group, radix: number, count: number): Steps | undefined {
  const numbers = values.map((value) => numberOf(value, radix));
  const steps = numbers.slice(1).map((number, at) => number - (numbers[at] ?? 0n));
  const widest = steps.toSorted((one, other) => (one < other ? 1 : -1))[0] ?? 0n;
  if (steps.some((step) => step < 0n) || widest > BigInt(MOST_APART)) return undefined;
  const bits = digits * Math.log2(radix);
  const isRare = bits >= (count > 2 ? RARE_BITS : RARE_BITS_OF_TWO) + Math.log2(Math.max(1, Number(widest)));
  return isRare ? { widest: Number(widest), isStrict: steps.every((step) => step > 0n) } : undefined;
}

function numberOf(text: string, radix: number): bigint {
  return [...text.toLowerCase()].reduce(
    (sum, sign) => sum * BigInt(radix) + BigInt(Number.parseInt(sign, radix)),
    0n,
  );
}
