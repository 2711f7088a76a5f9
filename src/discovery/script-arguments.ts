import { isSign, memberNames } from './script-address.ts';
import type { Token } from './script-tokens.ts';

export const METHOD = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/i;
const MOST_ARGUMENTS = 6;

export const ADDRESS_MEMBERS: ReadonlySet<string> = new Set(['url', 'path', 'uri', 'endpoint']);
const METHOD_MEMBERS: ReadonlySet<string> = new Set(['method', 'type', 'verb']);
export const QUERY_MEMBERS: ReadonlySet<string> = new Set(['params', 'query', 'searchParams', 'qs']);
const HEADER_MEMBERS: ReadonlySet<string> = new Set(['headers']);
const BODY_MEMBERS: ReadonlySet<string> = new Set(['body', 'data', 'json']);

export function argumentsAt(tokens: readonly Token[], closes: Int32Array, open: number): number[] {
  const close = closes[open] ?? -1;
  const starts: number[] = close > open + 1 ? [open + 1] : [];
  for (let at = open + 1; at < close && starts.length < MOST_ARGUMENTS; at += 1) {
    if (isSign(tokens[at], ',')) starts.push(at + 1);
    const inner = closes[at] ?? -1;
    if (inner > at) at = inner;
  }
  return starts;
}

/** First token of the value of such a member. */
export function memberAt(
  tokens: readonly Token[],
  closes: Int32Array,
  object: number,
  wanted: ReadonlySet<string>,
): number | undefined {
  const close = closes[object] ?? -1;
  for (let at = object + 1; at < close; at += 1) {
    const inner = closes[at] ?? -1;
    if (inner > at) at = inner;
    else if (isSign(tokens[at], ':') && wanted.has(tokens[at - 1]?.value ?? '')) return at + 1;
  }
  return undefined;
}

export function settingsMethod(tokens: readonly Token[], closes: Int32Array, starts: readonly number[]) {
  for (const start of starts) {
    if (!isSign(tokens[start], '{')) continue;
    const value = tokens[memberAt(tokens, closes, start, METHOD_MEMBERS) ?? -1];
    if (value?.kind === 'text' && METHOD.test(value.value)) return value.value.toUpperCase();
  }
  return undefined;
}

/** Members of what is sent: `body: JSON.stringify({ a: 1 })`, `data: { a: 1 }`, or an object behind the address. */
export function bodyOf(tokens: readonly Token[], closes: Int32Array, open: number): string[] {
  for (const start of argumentsAt(tokens, closes, open).slice(1)) {
    if (!isSign(tokens[start], '{')) continue;
    const given = memberAt(tokens, closes, start, BODY_MEMBERS);
    if (given === undefined) {
      const isSettings = memberAt(tokens, closes, start, SETTINGS) !== undefined;
      return isSettings ? [] : memberNames(tokens, closes, start);
    }
    const written = tokens[given]?.value === 'JSON' ? given + 4 : given;
    return memberNames(tokens, closes, written);
  }
  return wrappedBodyOf(tokens, closes, open);
}

/** Tokens of a call within a call before its object: `resource('notes', {`. */
const MOST_BEFORE_OBJECT = 12;

/** The object that a call within the call is given: `send('POST', '/notes', resource('notes', { title, text }))`. */
function wrappedBodyOf(tokens: readonly Token[], closes: Int32Array, open: number): string[] {
  for (const start of argumentsAt(tokens, closes, open).slice(1)) {
    const call = [start + 1, start + 3].find((at) => isSign(tokens[at], '('));
    if (tokens[start]?.kind !== 'name' || call === undefined) continue;
    const close = Math.min(closes[call] ?? -1, call + MOST_BEFORE_OBJECT);
    for (let at = call + 1; at < close; at += 1) {
      if (isSign(tokens[at], '{')) return memberNames(tokens, closes, at);
    }
  }
  return [];
}

/** Headers of a request that say whose or which one: `X-Cart-Id`, `X-Organisation`. Tokens and content types do not. */
export function headersOf(tokens: readonly Token[], closes: Int32Array, open: number): string[] {
  return argumentsAt(tokens, closes, open).flatMap((start) => {
    if (!isSign(tokens[start], '{')) return [];
    const held = memberAt(tokens, closes, start, HEADER_MEMBERS);
    // Wrappers are given the headers by themselves: nothing else is called `X-…`.
    const names = memberNames(tokens, closes, held ?? start);
    return names.filter((name) => NAMES_OBJECT.test(name) && (held !== undefined || /^x-/i.test(name)));
  });
}

const NAMES_OBJECT =
  /^(?!(?:x[-_])?(?:request|trace|correlation|client|session|device|api|app)[-_])(?:x[-_])?(?:[a-z]+[-_])*(?:id|uuid|slug|number|org(?:ani[sz]ation)?|tenant|account|workspace|company|team|project|customer|member|cart|store|shop|site|branch|household|acting-?(?:for|as)|act-?as|on-?behalf-?of|impersonate|as-?user)$/i;

const SETTINGS: ReadonlySet<string> = new Set([
  'method',
  'headers',
  'credentials',
  'mode',
  'type',
  'url',
  'signal',
]);
