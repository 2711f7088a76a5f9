import type { Piece } from './script-address.ts';
import { addressOf, isSign, readAddress } from './script-address.ts';
import type { ScriptNames } from './script-names.ts';
import type { ScriptRequest } from './script-requests.ts';
import type { Token } from './script-tokens.ts';

/** Read before all else gets its turn. */
export const TOKENS_OF_A_STEP = 500;

/** Addresses that stand outside of calls: built ones first, then paths that are written whole. */
export function* otherAddresses(
  tokens: readonly Token[],
  names: ScriptNames,
  taken: ReadonlySet<number>,
): Generator<undefined, ScriptRequest[], undefined> {
  const built: ScriptRequest[] = [];
  const written: ScriptRequest[] = [];
  for (let at = 0, steps = 0; at < tokens.length; at += 1) {
    steps += 1;
    if (steps % TOKENS_OF_A_STEP === 0) yield;
    const token = tokens[at];
    if (taken.has(at) || !token || isSign(tokens[at - 1], '+') || isSign(tokens[at - 1], '.')) continue;
    const isBase = token.kind === 'name' && isSign(tokens[at + 1], '+') && names.constants.has(token.value);
    if (!isBase && token.kind !== 'text' && token.kind !== 'template') continue;
    const read = readAddress(tokens, names.closes, at, names.constants);
    const [first] = read?.pieces ?? [];
    if (!read || !first || !('text' in first) || !/^(?:\/\w|https?:\/\/)/.test(textOf(read.pieces))) continue;
    const address = addressOf(read.pieces);
    at = Math.max(at, read.end - 1);
    if (!address) continue;
    const request = { url: address.path, query: address.query };
    const isBuilt = read.pieces.some((piece) => !('text' in piece)) || isBase;
    if (isBuilt) built.push({ ...request, kind: 'built' });
    else written.push({ ...request, kind: 'text' });
  }
  return [...built, ...written];
}

function textOf(pieces: readonly Piece[]): string {
  const [first, second] = pieces;
  const begin = first && 'text' in first ? first.text : '';
  return begin + (begin.length < 2 && second && 'text' in second ? second.text : '');
}

/** A route that is sent below a base is no address by itself. */
export function withoutTails(
  others: readonly ScriptRequest[],
  calls: readonly ScriptRequest[],
): ScriptRequest[] {
  const tails = new Set(
    calls.flatMap(({ url }) => {
      const segments = url.split('/').slice(2);
      return segments.map((_segment, at) => `/${segments.slice(at).join('/')}`);
    }),
  );
  return others.filter(({ url }) => !tails.has(url));
}
