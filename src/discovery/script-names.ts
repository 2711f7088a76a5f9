import type { Piece } from './script-address.ts';
import { closingBrackets, isSign, nameOf, readAddress } from './script-address.ts';
import type { Token } from './script-tokens.ts';

/** A function of a script, by the name that it is called by. */
export interface ScriptFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  /** Tokens of its body. */
  readonly from: number;
  readonly to: number;
}

export interface ScriptNames {
  readonly closes: Int32Array;
  readonly constants: ReadonlyMap<string, readonly Piece[]>;
  readonly functions: readonly ScriptFunction[];
  /** `baseURL` of clients that the script makes, by the name of the client. */
  readonly bases: ReadonlyMap<string, readonly Piece[]>;
}

/** Members with which clients are told where the API begins. */
const BASE_MEMBERS: ReadonlySet<string> = new Set(['baseURL', 'baseUrl', 'prefixUrl', 'rootUrl', 'basePath']);
/** Names of one or two characters are given again and again by minifiers. */
const TELLING_NAME = 3;
const MOST_PARAMETERS = 10;
/** Tokens of a function without braces: what hands on an address is short. */
const LONGEST_EXPRESSION = 150;
const KEYWORDS: ReadonlySet<string> = new Set([
  'if',
  'for',
  'while',
  'switch',
  'catch',
  'function',
  'return',
  'with',
]);

/** What names of a script stand for: texts that addresses are made of, functions, and clients. */
export function scriptNames(tokens: readonly Token[]): ScriptNames {
  const closes = closingBrackets(tokens);
  const functions = functionsOf(tokens, closes);
  const parameters = new Set(functions.flatMap((one) => one.parameters));
  const constants = new Map<string, readonly Piece[]>();
  const bases = new Map<string, readonly Piece[]>();
  const objects: { readonly name: string | undefined; readonly close: number }[] = [];
  const unclear = new Set<string>();
  const keep = (name: string, pieces: readonly Piece[]) => {
    const known = constants.get(name);
    if (known && JSON.stringify(known) !== JSON.stringify(pieces)) unclear.add(name);
    if (!isAddress(pieces) || (name.length < TELLING_NAME && parameters.has(name))) return;
    constants.set(name, pieces);
  };
  for (let at = 0; at < tokens.length; at += 1) {
    while (objects.length > 0 && (objects.at(-1)?.close ?? 0) <= at) objects.pop();
    if (isSign(tokens[at], '{')) objects.push({ name: objectName(tokens, at), close: closes[at] ?? at });
    const isMember = isSign(tokens[at], ':');
    const name = isMember || isSign(tokens[at], '=') ? givenName(tokens, at) : undefined;
    if (name === undefined) continue;
    const holder = objects.at(-1)?.name;
    const whole = isMember ? `${holder ?? ''}.${name}` : name;
    if (isSign(tokens[at + 1], '{')) continue;
    const read = readAddress(tokens, closes, at + 1, constants);
    if (!read) continue;
    if (BASE_MEMBERS.has(name) || name.endsWith('.baseURL'))
      keepBase(bases, tokens, closes, at, name, read.pieces);
    // Members of an object without a name are settings of a call.
    if (!isMember || holder !== undefined) keep(whole, read.pieces);
  }
  for (const one of functions) {
    const from =
      isSign(tokens[one.from], '{') && tokens[one.from + 1]?.value === 'return' ? one.from + 2 : one.from;
    const read = readAddress(tokens, closes, from, constants);
    if (read && read.end >= one.to - 1) keep(`${one.name}()`, read.pieces);
  }
  for (const name of unclear) constants.delete(name);
  return { closes, constants, functions, bases };
}

/** Of `name = {` and `name: {`. */
function objectName(tokens: readonly Token[], at: number): string | undefined {
  const isNamed = isSign(tokens[at - 1], '=') || isSign(tokens[at - 1], ':');
  return isNamed
    ? givenName(tokens, at - 1)
        ?.split('.')
        .at(-1)
    : undefined;
}

/** `name =`, `a.b =`, `name:`, `'name':`. */
function givenName(tokens: readonly Token[], at: number): string | undefined {
  const names: string[] = [];
  let before = at - 1;
  if (isSign(tokens[at], ':') && tokens[before]?.kind === 'text') return tokens[before]?.value;
  while (tokens[before]?.kind === 'name' && names.length < MOST_PARAMETERS) {
    names.unshift(tokens[before]?.value ?? '');
    if (!isSign(tokens[before - 1], '.') || isSign(tokens[at], ':')) break;
    before -= 2;
  }
  return names.length === 0 ? undefined : nameOf(names);
}

/** Begins an address of the target or of any host. */
function isAddress([first]: readonly Piece[]): boolean {
  return first !== undefined && 'text' in first && /^(?:\/|https?:\/\/)/.test(first.text);
}

/** `const http = axios.create({ baseURL: '/api' })`, `axios.defaults.baseURL = '/api'`. */
function keepBase(
  bases: Map<string, readonly Piece[]>,
  tokens: readonly Token[],
  closes: Int32Array,
  at: number,
  name: string,
  pieces: readonly Piece[],
) {
  if (name.includes('.')) {
    bases.set(name.split('.')[0] ?? name, pieces);
    return;
  }
  // Back to the name before `= axios.create({`.
  const LONGEST = 40;
  for (let before = at - 1; before > Math.max(0, at - LONGEST); before -= 1) {
    if (!isSign(tokens[before], '{') || (closes[before] ?? 0) < at || !isSign(tokens[before - 1], '('))
      continue;
    for (let given = before - 2; given > Math.max(0, before - 8); given -= 1) {
      const client =
        isSign(tokens[given], '=') || isSign(tokens[given], ':') ? givenName(tokens, given) : undefined;
      if (client !== undefined) bases.set(client.split('.').at(-1) ?? client, pieces);
    }
    return;
  }
}

function functionsOf(tokens: readonly Token[], closes: Int32Array): ScriptFunction[] {
  const found: ScriptFunction[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind === 'name' && token.value === 'function') {
      const own = tokens[at + 1]?.kind === 'name' ? tokens[at + 1]?.value : undefined;
      const open = at + (own === undefined ? 1 : 2);
      add(own ?? nameBefore(at), open, (closes[open] ?? -1) + 1);
    } else if (isSign(token, '=>')) {
      const last = at - 1;
      const open = isSign(tokens[last], ')') ? openOf(last) : last;
      add(nameBefore(open), open, at + 1);
    } else if (token?.kind === 'name' && isSign(tokens[at + 1], '(') && !KEYWORDS.has(token.value)) {
      const close = closes[at + 1] ?? -1;
      if (close > 0 && isSign(tokens[close + 1], '{') && tokens[at - 1]?.value !== 'function')
        add(token.value, at + 1, close + 1);
    }
  }
  return found;

  function nameBefore(at: number): string | undefined {
    const given = tokens[at - 1]?.value === 'async' ? at - 2 : at - 1;
    if (!isSign(tokens[given], '=') && !isSign(tokens[given], ':')) return undefined;
    return givenName(tokens, given)?.split('.').at(-1);
  }

  function openOf(close: number): number {
    // Parameters are few: the bracket that opens them is near.
    for (let at = close; at > Math.max(0, close - 60); at -= 1) if (closes[at] === close) return at;
    return close;
  }

  function add(name: string | undefined, open: number, from: number) {
    const close = isSign(tokens[open], '(') ? (closes[open] ?? -1) : open;
    if (name === undefined || close < open || from <= open) return;
    const to = isSign(tokens[from], '{') ? (closes[from] ?? -1) : endOfExpression(from);
    if (to < from) return;
    found.push({ name, parameters: parametersBetween(open, close), from, to });
  }

  function parametersBetween(open: number, close: number): string[] {
    if (open === close) return [tokens[open]?.value ?? ''];
    const names: string[] = [];
    for (let at = open + 1; at < close && names.length < MOST_PARAMETERS; at += 1) {
      const token = tokens[at];
      if (isSign(token, '{') || isSign(token, '[') || isSign(token, '(')) at = Math.max(at, closes[at] ?? at);
      if (isSign(tokens[at], ',')) continue;
      const before = tokens[at - 1];
      if (isSign(before, ',') || at - 1 === open || isSign(before, '...'))
        names.push(tokens[at]?.kind === 'name' ? (tokens[at]?.value ?? '') : '');
    }
    return names;
  }

  function endOfExpression(from: number): number {
    let at = from;
    while (at < tokens.length) {
      const token = tokens[at];
      if (
        isSign(token, ',') ||
        isSign(token, ';') ||
        isSign(token, ')') ||
        isSign(token, '}') ||
        isSign(token, ']')
      )
        break;
      const close = closes[at] ?? -1;
      at = close > at ? close + 1 : at + 1;
      if (at - from > LONGEST_EXPRESSION) break;
    }
    return at;
  }
}
