import { createHash } from 'node:crypto';

/** What a token turned out to be made of. */
export interface TokenOrigin {
  /** `the MD5 of the e-mail address`. */
  readonly words: string;
}

/** What everybody may know of an account. */
export interface KnownFact {
  readonly words: string;
  readonly value: string;
}

const HASHES = [
  ['md5', 'MD5'],
  ['sha1', 'SHA-1'],
  ['sha256', 'SHA-256'],
] as const;
/** Numbers of accounts and sessions of small services. */
const MOST_NUMBERS = 20_000;
/** Between the making of a token and its answer, and what two clocks differ by. */
const CLOCK_MS = 3_000;
const BETWEEN = ['', ':', '-', '_', '|', '.'] as const;
const MOST_FACTS = 8;

/** Undefined where nothing that is known gives the token. `when` in milliseconds: when it was given out. */
export function tokenOrigin(
  token: string,
  facts: readonly KnownFact[],
  when: number,
): TokenOrigin | undefined {
  const known = facts.slice(0, MOST_FACTS).filter(({ value }) => value.length > 0);
  const seconds = Array.from({ length: 7 }, (_none, at) => String(Math.floor(when / 1000) - 3 + at));
  const joined = known.flatMap((fact) =>
    BETWEEN.flatMap((sign) => [
      ...known.filter((other) => other !== fact).map((other) => pair(fact, other, sign)),
      ...seconds.flatMap((value) => {
        const time = { words: 'the second', value };
        return [pair(fact, time, sign), pair(time, fact, sign)];
      }),
    ]),
  );
  for (const { words, value } of [...known, ...joined]) {
    const way = wayTo(token, value);
    if (way !== undefined) return { words: `${way}${words}` };
  }
  return /^[0-9a-f]{32}$|^[0-9a-f]{40}$|^[0-9a-f]{64}$/i.test(token) ? ofNumber(token, when) : undefined;
}

const pair = (one: KnownFact, other: KnownFact, sign: string): KnownFact => ({
  words: `${one.words} and ${other.words}`,
  value: one.value + sign + other.value,
});

/** What a fact becomes a token by. */
function wayTo(token: string, value: string): string | undefined {
  if (value.length >= 6 && token.toLowerCase() === value.toLowerCase()) return '';
  const plain = token
    .replace(/={1,2}$/, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_');
  if (value.length >= 4 && plain === Buffer.from(value).toString('base64url')) return 'base64 of ';
  if (!FORMS_OF_HASHES.has(plain.length)) return undefined;
  for (const [hash, name] of HASHES) {
    const bytes = createHash(hash).update(value).digest();
    if (token.toLowerCase() === bytes.toString('hex') || plain === bytes.toString('base64url'))
      return `the ${name} of `;
  }
  return undefined;
}

/** In hexadecimal digits and in base64. */
const FORMS_OF_HASHES: ReadonlySet<number> = new Set([32, 40, 64, 22, 27, 43]);

/** The hash of a small number, or of the time. */
function ofNumber(token: string, when: number): TokenOrigin | undefined {
  const [hash, name] = HASHES[{ 32: 0, 40: 1, 64: 2 }[token.length] ?? 0] ?? HASHES[0];
  const digest = token.toLowerCase();
  const is = (value: number) => createHash(hash).update(String(value)).digest('hex') === digest;
  for (let number = 0; number < MOST_NUMBERS; number += 1)
    if (is(number)) return { words: `the ${name} of the number ${number}` };
  for (let time = when - CLOCK_MS; time <= when + CLOCK_MS; time += 1)
    if (is(time)) return { words: `the ${name} of the millisecond in which it was made` };
  for (let second = -3; second <= 3; second += 1)
    if (is(Math.floor(when / 1000) + second))
      return { words: `the ${name} of the second in which it was made` };
  return undefined;
}
