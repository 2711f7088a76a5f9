import { allSteps } from '../http/breath.ts';
import type { BodyContent } from '../openapi/operation.ts';
import type { Piece, ReadAddress } from './script-address.ts';
import { addressOf, isHandedOn, isSign, memberNames, namesIn, readAddress } from './script-address.ts';
import {
  ADDRESS_MEMBERS,
  argumentsAt,
  headersOf,
  METHOD,
  memberAt,
  QUERY_MEMBERS,
  settingsMethod,
} from './script-arguments.ts';
import { bodyOf, type HandsOn } from './script-bodies.ts';
import { otherAddresses, TOKENS_OF_A_STEP, withoutTails } from './script-mentions.ts';
import { type ScriptFunction, type ScriptNames, scriptNames } from './script-names.ts';
import { BY_NAME, MODULES, SENDERS } from './script-senders.ts';
import { scriptTokens, type Token } from './script-tokens.ts';
import type { Script } from './script-values.ts';

/** A place that a script names. */
export interface ScriptRequest {
  /** Below the origin or absolute; values stand as `{name}`. */
  readonly url: string;
  readonly method?: string;
  /** Names of query parameters: true where the script always sends them. */
  readonly query: ReadonlyMap<string, boolean>;
  /** The query as it stands there, where all of the address does. */
  readonly written?: string;
  /** What it sends, by the names of its members and what is known of them. */
  readonly body?: BodyContent;
  /** Headers that name an object or a tenant. */
  readonly headers?: readonly string[];
  /**
   * `call` is sent, `built` is put together from texts and values, `text` merely stands there, `module` is another
   * script.
   */
  readonly kind: 'call' | 'built' | 'text' | 'module';
}

/** What a function sends stands at its beginning. */
const LOOKED_IN_FUNCTION = 150;

const FUNCTIONS_OF_A_STEP = 100;

/** A function that hands its argument on to what sends. */
interface Wrapper extends HandsOn {
  /** Which argument is the address; the settings object where undefined. */
  readonly addressAt: number;
  readonly before: readonly Piece[];
  readonly method?: string;
  readonly headers: readonly string[];
}

export interface ReadScript {
  readonly requests: readonly ScriptRequest[];
  readonly comments: readonly string[];
}

/** Where a script sends requests, and the other addresses that stand in it. Linear in its length. */
export function readScript(source: string): ReadScript {
  return allSteps(readingScript(source));
}

/** The same in steps: a bundle takes longer than anything may hold up timers. */
export function* readingScript(source: string): Generator<undefined, ReadScript, undefined> {
  const all = scriptTokens(source);
  yield;
  const tokens = all.filter(({ kind }) => kind !== 'comment');
  const names = scriptNames(tokens);
  yield;
  const wrappers = yield* wrappersOf(tokens, names);
  const hints = hintsOf(all);
  const script = { tokens, closes: names.closes, functions: onlyOnes(names.functions) };
  const taken = new Set<number>();
  const calls: ScriptRequest[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    if (at % TOKENS_OF_A_STEP === 0) yield;
    const token = tokens[at];
    if (
      token?.kind === 'name' &&
      ['from', 'import'].includes(token.value) &&
      tokens[at + 1]?.kind === 'text'
    ) {
      calls.push(...moduleOf(tokens[at + 1]));
      taken.add(at + 1);
    }
    if (!isSign(token, '(') || tokens[at - 1]?.kind !== 'name') continue;
    if (MODULES.has(tokens[at - 1]?.value ?? '')) {
      calls.push(...moduleOf(tokens[at + 1]));
      if (tokens[at + 1]?.kind === 'text') taken.add(at + 1);
      continue;
    }
    const sent = sentBy(tokens, at, names, wrappers);
    if (!sent) continue;
    for (let inside = sent.from; inside < sent.end; inside += 1) taken.add(inside);
    const request = requestOf(script, at, sent, wrappers, hints);
    if (request) calls.push(request);
  }
  return {
    requests: [...calls, ...withoutTails(yield* otherAddresses(tokens, names, taken), calls)],
    comments: all.flatMap(({ kind, value }) => (kind === 'comment' ? [value] : [])),
  };
}

/** Comments that name a query: `// add ?verbose=1`, by the line that they stand in. */
function hintsOf(tokens: readonly Token[]): ReadonlyMap<number, readonly string[]> {
  const hints = new Map<number, readonly string[]>();
  for (const { kind, value, line } of tokens) {
    if (kind !== 'comment' || !value.includes('=')) continue;
    const found = namesIn(value.slice(0, 300));
    if (found.length > 0) hints.set(line, found);
  }
  return hints;
}

function moduleOf(token: Token | undefined): ScriptRequest[] {
  if (token?.kind !== 'text' || !/^\.{0,2}\/[\w./@~-]{1,200}$/.test(token.value)) return [];
  return [{ url: token.value, query: new Map(), kind: 'module' }];
}

interface Sent extends ReadAddress {
  readonly from: number;
  readonly method?: string;
  readonly before: readonly Piece[];
  /** Headers that the function sends by itself. */
  readonly headers: readonly string[];
  /** False for names that many objects have: what is no path there is no address. */
  readonly sure: boolean;
}

/** The address that a call is given; undefined where it sends nothing. */
function sentBy(
  tokens: readonly Token[],
  open: number,
  { closes, constants, bases }: ScriptNames,
  wrappers: ReadonlyMap<string, Wrapper>,
): Sent | undefined {
  const name = tokens[open - 1]?.value ?? '';
  const isDefined = tokens[open - 2]?.value === 'function' || isSign(tokens[(closes[open] ?? 0) + 1], '{');
  const wrapper = wrappers.get(name);
  const object = isSign(tokens[open - 2], '.') ? (tokens[open - 3]?.value ?? '') : '';
  const base = bases.get(object) ?? bases.get(name);
  const byName = Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
  const isSender = SENDERS.has(name) || name === 'request' || byName !== undefined;
  if (isDefined || !(wrapper || base || isSender)) return undefined;
  const starts = argumentsAt(tokens, closes, open);
  const first = tokens[starts[0] ?? -1];
  // `request.open(method, url)`, and `window.open(url, target)`.
  const isSecond = name === 'open' && starts.length > 1 && !/^\//.test(first?.value ?? '/');
  const given = first?.kind === 'text' && METHOD.test(first.value) ? first.value.toUpperCase() : undefined;
  let from = starts[wrapper?.addressAt ?? (given === undefined && !isSecond ? 0 : 1)];
  if (from !== undefined && isSign(tokens[from], '{')) from = memberAt(tokens, closes, from, ADDRESS_MEMBERS);
  if (from === undefined) return undefined;
  const read = readAddress(tokens, closes, from, constants);
  if (!read) return undefined;
  const method = given ?? settingsMethod(tokens, closes, starts) ?? wrapper?.method ?? byName;
  return {
    ...{ ...read, from, before: wrapper?.before ?? base ?? [], headers: wrapper?.headers ?? [] },
    ...(method === undefined ? {} : { method }),
    sure: (wrapper?.before.length ?? 0) > 0 || base !== undefined || (SENDERS.has(name) && name !== 'open'),
  };
}

function requestOf(
  script: Script,
  open: number,
  { pieces, before, method, headers: always, sure }: Sent,
  wrappers: ReadonlyMap<string, Wrapper>,
  hints: ReadonlyMap<number, readonly string[]>,
): ScriptRequest | undefined {
  const { tokens, closes } = script;
  const address = addressOf(placed(before, pieces));
  if (!address || (!sure && !/^(?:\/|https?:)/.test(address.path))) return undefined;
  const query = new Map(address.query);
  const line = tokens[open]?.line ?? 0;
  const settings = argumentsAt(tokens, closes, open).filter((start) => isSign(tokens[start], '{'));
  const inSettings = settings.flatMap((start) => {
    const value = memberAt(tokens, closes, start, QUERY_MEMBERS);
    return value === undefined ? [] : memberNames(tokens, closes, value);
  });
  for (const name of [...inSettings, ...(hints.get(line) ?? [])])
    if (!query.has(name)) query.set(name, false);
  const headers = [...new Set([...always, ...headersOf(tokens, closes, open)])];
  const sends = method !== undefined && !['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(method);
  const body = sends ? bodyOf(script, open, wrappers) : undefined;
  return {
    ...{ url: address.path, query, kind: 'call' },
    ...(address.written === undefined || sends ? {} : { written: address.written }),
    ...(body === undefined ? {} : { body }),
    ...(method === undefined ? {} : { method }),
    ...(headers.length === 0 ? {} : { headers }),
  };
}

/** A name that several functions have says nothing: minifiers give short ones again and again. */
function onlyOnes(functions: readonly ScriptFunction[]): Map<string, ScriptFunction> {
  const found = new Map<string, ScriptFunction>();
  const several = new Set<string>();
  for (const one of functions) {
    if (found.has(one.name)) several.add(one.name);
    found.set(one.name, one);
  }
  for (const name of several) found.delete(name);
  return found;
}

/** What stands before the address, unless that is absolute. */
function placed(before: readonly Piece[], pieces: readonly Piece[]): readonly Piece[] {
  const [first] = pieces;
  if (before.length === 0 || !first || ('text' in first && /^https?:/.test(first.text))) return pieces;
  const last = before.at(-1);
  const needsSlash =
    last && 'text' in last && !last.text.endsWith('/') && 'text' in first && /^\w/.test(first.text);
  return [...before, ...(needsSlash ? [{ text: '/' }] : []), ...pieces];
}

/** Functions of the script that hand one of their parameters on to what sends, also through one another. */
function* wrappersOf(
  tokens: readonly Token[],
  names: ScriptNames,
): Generator<undefined, ReadonlyMap<string, Wrapper>, undefined> {
  const wrappers = new Map<string, Wrapper>();
  for (let round = 0; round < 2; round += 1) {
    for (const [at, one] of names.functions.entries()) {
      if (at % FUNCTIONS_OF_A_STEP === 0) yield;
      const wrapper = wrappers.has(one.name) ? undefined : wrapperOf(tokens, one, names, wrappers);
      if (wrapper) wrappers.set(one.name, wrapper);
    }
  }
  return wrappers;
}

function wrapperOf(
  tokens: readonly Token[],
  { parameters, from, to }: ScriptFunction,
  names: ScriptNames,
  wrappers: ReadonlyMap<string, Wrapper>,
): Wrapper | undefined {
  if (parameters.length === 0) return undefined;
  for (let at = from; at < Math.min(to, from + LOOKED_IN_FUNCTION); at += 1) {
    if (!isSign(tokens[at], '(') || tokens[at - 1]?.kind !== 'name') continue;
    const sent = sentBy(tokens, at, names, wrappers);
    if (!sent) continue;
    const place = sent.pieces.findIndex(
      (piece) => 'variable' in piece && parameters.includes(piece.variable),
    );
    const piece = sent.pieces[place];
    const before = [...sent.before, ...sent.pieces.slice(0, Math.max(0, place))];
    // `fetch('/users/' + id)` is a request of its own: what hands on the address begins with a base.
    if (!piece || !('variable' in piece) || !before.every((one) => 'text' in one)) continue;
    const base = before.map((one) => ('text' in one ? one.text : '')).join('');
    if (
      !/^(?:https?:\/\/[^/]+)?(?:\/(?:api|rest|v\d{1,3}|[\w-]{1,80}\/(?:api|v\d{1,3}))[\w/.-]*|\/?)$/.test(
        base,
      ) &&
      !isHandedOn(piece.variable)
    )
      continue;
    if (/\/$/.test(base) && base !== '/' && !isHandedOn(piece.variable)) continue;
    return {
      ...{ addressAt: parameters.indexOf(piece.variable), before, open: at, parameters },
      headers: [...sent.headers, ...headersOf(tokens, names.closes, at)],
      ...(sent.method === undefined ? {} : { method: sent.method }),
    };
  }
  return undefined;
}
