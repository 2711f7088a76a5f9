import { singular } from '../values/path-template.ts';
import type { Token } from './script-tokens.ts';

/** What an address is put together from: a text, a value, or names of a query. */
export type Piece =
  | { readonly text: string }
  | { readonly variable: string }
  | { readonly names: readonly string[] };

/** Texts that names of a script stand for. */
export type Constants = ReadonlyMap<string, readonly Piece[]>;

export interface ReadAddress {
  readonly pieces: readonly Piece[];
  /** Behind the last token of it. */
  readonly end: number;
}

/** An address below the origin, or absolute. */
export interface Address {
  /** Values stand as `{name}`; a query holds only what says what is to be done. */
  readonly path: string;
  /** Names of query parameters: true where it is always sent. */
  readonly query: ReadonlyMap<string, boolean>;
  /** The query as it stands there, where all of the address does: `?detail=1`. */
  readonly written?: string;
}

/** Functions around a value that say nothing of it. */
const WRITERS: ReadonlySet<string> = new Set([
  'encodeURIComponent',
  'encodeURI',
  'escape',
  'String',
  'Number',
]);
/** Methods of a value that say nothing of it. */
const METHODS_OF_VALUES: ReadonlySet<string> = new Set(['toString', 'trim', 'toLowerCase', 'join', 'value']);
/** Objects that everything hangs on. */
const GLOBALS: ReadonlySet<string> = new Set(['window', 'self', 'globalThis', 'this', 'exports']);
/** No address has more parts. */
const MOST_PIECES = 60;
/** Longer brackets hold programs, not values. */
const LONGEST_VALUE = 60;
const DEEPEST = 6;

/** Index of the bracket that closes each opening one; -1 where none does. */
export function closingBrackets(tokens: readonly Token[]): Int32Array {
  const closes = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  for (const [at, { kind, value }] of tokens.entries()) {
    if (kind !== 'sign') continue;
    if (value === '(' || value === '[' || value === '{') open.push(at);
    else if (value === ')' || value === ']' || value === '}') {
      const from = open.pop();
      if (from !== undefined) closes[from] = at;
    }
  }
  return closes;
}

/** What is added up from this token on; undefined where it is no sum of texts and values. */
export function readAddress(
  tokens: readonly Token[],
  closes: Int32Array,
  from: number,
  constants: Constants,
  depth = 0,
): ReadAddress | undefined {
  const pieces: Piece[] = [];
  let at = from;
  while (pieces.length < MOST_PIECES && depth < DEEPEST) {
    const operand = readOperand(tokens, closes, at, constants, depth);
    if (!operand) break;
    pieces.push(...operand.pieces.filter((piece) => !('text' in piece) || piece.text !== ''));
    at = operand.end;
    if (!isSign(tokens[at], '+')) break;
    at += 1;
  }
  return pieces.length === 0 ? undefined : { pieces, end: at };
}

function readOperand(
  tokens: readonly Token[],
  closes: Int32Array,
  at: number,
  constants: Constants,
  depth: number,
): ReadAddress | undefined {
  const token = tokens[at];
  if (!token) return undefined;
  if (token.kind === 'text' || token.kind === 'number')
    return { pieces: [{ text: token.value }], end: at + 1 };
  if (token.kind === 'template') {
    const pieces = (token.parts ?? []).flatMap((part): readonly Piece[] =>
      typeof part === 'string' ? [{ text: part }] : heldIn(part, constants, depth + 1),
    );
    return { pieces, end: at + 1 };
  }
  if (isSign(token, '(')) {
    const close = closes[at] ?? -1;
    if (close < 0 || close - at > LONGEST_VALUE) return undefined;
    return { pieces: heldIn(tokens.slice(at + 1, close), constants, depth + 1), end: close + 1 };
  }
  return token.kind === 'name' ? readName(tokens, closes, at, constants, depth) : undefined;
}

/** What an expression in brackets puts into an address. */
function heldIn(tokens: readonly Token[], constants: Constants, depth: number): readonly Piece[] {
  const chosen = tokens.some(({ kind, value }) => kind === 'sign' && ['?', '&&', '||', '??'].includes(value));
  if (chosen) {
    const names = tokens.flatMap(({ kind, value, parts }) =>
      kind === 'text' || kind === 'template'
        ? namesIn(kind === 'text' ? value : String(parts?.[0] ?? ''))
        : [],
    );
    const held = tokens.find(({ kind }) => kind === 'name')?.value ?? 'value';
    return [names.length > 0 ? { names } : { variable: held }];
  }
  const read = readAddress(tokens, closingBrackets(tokens), 0, constants, depth);
  return read ? read.pieces : [{ variable: 'value' }];
}

/** `a.b[0].c(…)`: a constant, a query, or a value that is called by its last name. */
function readName(
  tokens: readonly Token[],
  closes: Int32Array,
  from: number,
  constants: Constants,
  depth: number,
): ReadAddress | undefined {
  let at = from;
  if (['new', 'await'].includes(tokens[at]?.value ?? '') && tokens[at + 1]?.kind === 'name') at += 1;
  const names: string[] = [];
  let inner: readonly Piece[] | undefined;
  while (tokens[at]?.kind === 'name') {
    names.push(tokens[at]?.value ?? '');
    at += 1;
    while (isSign(tokens[at], '(') || isSign(tokens[at], '[')) {
      const close = closes[at] ?? -1;
      if (close < 0) return undefined;
      const last = names.at(-1) ?? '';
      if (WRITERS.has(last) && close - at <= LONGEST_VALUE)
        inner = heldIn(tokens.slice(at + 1, close), constants, depth + 1);
      else if (last === 'URLSearchParams') inner = [{ names: memberNames(tokens, closes, at + 1) }];
      at = close + 1;
    }
    if (!isSign(tokens[at], '.') && !isSign(tokens[at], '?.')) break;
    at += 1;
  }
  const whole = nameOf(names);
  // Of `api.routes.one`, the object that holds it and its name.
  const short = whole.split('.').slice(-2).join('.');
  const isCalled = isSign(tokens[at - 1], ')');
  const constant =
    constants.get(whole) ??
    constants.get(short) ??
    (isCalled ? constants.get(`${names.at(-1) ?? ''}()`) : undefined);
  if (constant && !inner) return { pieces: constant, end: at };
  const last = names.filter((name) => !METHODS_OF_VALUES.has(name)).at(-1) ?? names[0] ?? 'value';
  return { pieces: inner ?? [{ variable: last }], end: at };
}

/** Without the objects that everything hangs on. */
export function nameOf(names: readonly string[]): string {
  const first = names.findIndex((name) => !GLOBALS.has(name));
  return names.slice(Math.max(0, first)).join('.');
}

/** Names of the members of an object that begins at this token. */
export function memberNames(tokens: readonly Token[], closes: Int32Array, at: number): string[] {
  const close = isSign(tokens[at], '{') ? (closes[at] ?? -1) : -1;
  const names: string[] = [];
  for (let next = at + 1; next < close; next += 1) {
    const token = tokens[next];
    const before = tokens[next - 1];
    if (isSign(token, '{') || isSign(token, '(') || isSign(token, '['))
      next = Math.max(next, closes[next] ?? 0);
    else if (
      (token?.kind === 'name' || token?.kind === 'text') &&
      (isSign(before, '{') || isSign(before, ',')) &&
      /^[\w.-]{1,60}$/.test(token.value)
    )
      names.push(token.value);
  }
  return names;
}

export function isSign(token: Token | undefined, value: string): boolean {
  return token?.kind === 'sign' && token.value === value;
}

/** Names of a query in a text: `&tag=` and `?page=`. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(/[?&]([\w.[\]-]{1,60})=/g)].map(([, name = '']) => name);
}

/** Parameters that say what is to be done: another value is another operation. */
const COMMANDS: ReadonlySet<string> = new Set([
  'action',
  'act',
  'do',
  'cmd',
  'command',
  'op',
  'method',
  'task',
]);

/** Where the pieces lead; undefined where that is no address. */
export function addressOf(pieces: readonly Piece[]): Address | undefined {
  const query = new Map<string, boolean>();
  let written = '';
  const below = withoutOrigin(pieces);
  const last = below.length - 1;
  for (const [at, piece] of below.entries()) {
    if ('text' in piece) written += piece.text;
    else if ('names' in piece) for (const name of piece.names) query.set(name, false);
    // What is put to the end of a name is a query that was written elsewhere.
    else if (at > 0 && at === last && /[\w}]$/.test(written) && !written.includes('?')) {
      if (isHandedOn(piece.variable)) return undefined;
      break;
    } else written += `{${plainVariable(piece.variable)}}`;
  }
  const [address = '', search = ''] = written.split('#', 1)[0]?.split(/\?(.*)/s, 2) ?? [];
  if (!/^(?:https?:\/\/[\w.:-]+\/|\.{0,2}\/)?[A-Za-z_]/.test(address)) return undefined;
  if (/[\s<>"'`\\|^]|\{\{|%\}/.test(address) || address.length > 300) return undefined;
  const commands: string[] = [];
  for (const pair of search.split('&')) {
    const [name = '', value = ''] = pair.split('=', 2);
    if (!/^[\w.[\]-]{1,60}$/.test(name)) continue;
    if (COMMANDS.has(name) && /^[\w-]{1,40}$/.test(value)) commands.push(`${name}=${value}`);
    else query.set(name, value === '' || value.includes('{'));
  }
  const path = withOwnNames(address.replace(/\/:([A-Za-z_]\w*)/g, '/{$1}'));
  const isWhole =
    commands.length === 0 &&
    !written.includes('{') &&
    /^[\w.[\]-]{1,60}=[\w.,:-]{1,60}(?:&[\w.[\]-]{1,60}=[\w.,:-]{1,60}){0,5}$/.test(search);
  return {
    path: commands.length > 0 ? `${path}?${commands.join('&')}` : path,
    query,
    ...(isWhole ? { written: search } : {}),
  };
}

/** `host + '/orders'`: what a script is told elsewhere, or that is empty, is mostly the origin. */
function withoutOrigin(pieces: readonly Piece[]): readonly Piece[] {
  const [first, second] = pieces;
  const isTold =
    first && 'variable' in first && second && 'text' in second && /^\/[A-Za-z_]/.test(second.text);
  return isTold ? pieces.slice(1) : pieces;
}

/** Short names say nothing: minifiers make them. */
function plainVariable(name: string): string {
  const plain = name.replace(/\W/g, '');
  return plain.length <= 1 ? 'id' : plain;
}

/** Each variable of a path once: `/drafts/{id}/revisions/{id}` → `/drafts/{draftId}/revisions/{id}`. */
function withOwnNames(path: string): string {
  const segments = path.split('/');
  const names = segments.map((segment) => /^\{(\w+)\}$/.exec(segment)?.[1]);
  return segments
    .map((segment, at) => {
      const name = names[at];
      const again = name !== undefined && names.lastIndexOf(name) > at;
      return again ? `{${singular(segments[at - 1] ?? 'item').replace(/\W/g, '')}Id}` : segment;
    })
    .join('/');
}

/** What addresses are called where a function hands one on. */
export function isHandedOn(name: string): boolean {
  return HANDED_ON.has(name.toLowerCase());
}

const HANDED_ON: ReadonlySet<string> = new Set([
  ...['path', 'url', 'uri', 'endpoint', 'route', 'resource', 'href', 'p', 'u'],
]);
