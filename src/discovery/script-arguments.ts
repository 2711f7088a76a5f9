import { isSign, memberNames } from './script-address.ts';
import type { Token } from './script-tokens.ts';

export const METHOD = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/i;
const MOST_ARGUMENTS = 6;

export const ADDRESS_MEMBERS: ReadonlySet<string> = new Set(['url', 'path', 'uri', 'endpoint']);
const METHOD_MEMBERS: ReadonlySet<string> = new Set(['method', 'type', 'verb']);
export const QUERY_MEMBERS: ReadonlySet<string> = new Set(['params', 'query', 'searchParams', 'qs']);
const HEADER_MEMBERS: ReadonlySet<string> = new Set(['headers']);

/** First tokens of what stands between brackets, apart by commas. */
export function argumentsAt(
  tokens: readonly Token[],
  closes: Int32Array,
  open: number,
  most = MOST_ARGUMENTS,
): number[] {
  const close = closes[open] ?? -1;
  const starts: number[] = close > open + 1 ? [open + 1] : [];
  for (let at = open + 1; at < close && starts.length < most; at += 1) {
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
