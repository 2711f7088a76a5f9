import { isNode, type Node } from '../openapi/node.ts';
import { isSign } from './script-address.ts';
import { argumentsAt } from './script-arguments.ts';
import type { ScriptFunction } from './script-names.ts';
import type { Token } from './script-tokens.ts';

/** A script as its values are read from it. */
export interface Script {
  readonly tokens: readonly Token[];
  readonly closes: Int32Array;
  /** Those whose name stands for one function only. */
  readonly functions: ReadonlyMap<string, ScriptFunction>;
}

/** What the parameters of a function were called with, as schemas. */
export type Given = ReadonlyMap<string, Node>;

const NOTHING: Given = new Map();
/** Functions that call one another, and objects in one another. */
const DEEPEST = 6;
const MOST_MEMBERS = 60;
/** Tokens of one value: longer ones are programs. */
const LONGEST_VALUE = 40;
const LONGEST_FUNCTION = 150;

/**
 * A schema for what stands here: members of an object, types and literals as they are written, what a function of the
 * script returns, what a parameter was given. Empty where the script does not say.
 */
export function valueAt(script: Script, at: number, given: Given = NOTHING, depth = 0): Node {
  const { tokens, closes, functions } = script;
  const token = tokens[at];
  if (!token || depth > DEEPEST) return {};
  const inner = (from: number) => valueAt(script, from, given, depth + 1);
  if (isSign(token, '(')) return inner(at + 1);
  if (isSign(token, '{')) return objectAt(script, at, given, depth);
  if (isSign(token, '[')) {
    const [first] = argumentsAt(tokens, closes, at);
    return { type: 'array', ...(first === undefined ? {} : { items: inner(first) }) };
  }
  if (token.kind === 'text') return token.value === '' ? TEXT : { ...TEXT, example: token.value };
  if (token.kind === 'template') return TEXT;
  if (token.kind === 'number') return numberOf(token.value);
  if (isSign(token, '!')) return { type: 'boolean' };
  if (isSign(token, '+') || isSign(token, '-')) return { type: 'number' };
  if (token.kind !== 'name') return {};
  const { value: name } = token;
  if (name === 'await' || name === 'new') return inner(at + 1);
  const isMember = isSign(tokens[at + 1], '.') || isSign(tokens[at + 1], '?.');
  if (name === 'JSON' && tokens[at + 2]?.value === 'stringify') return inner(at + 4);
  const chosen = chosenAt(tokens, at);
  if (chosen !== undefined) return inner(chosen);
  const known = isMember ? memberOf(tokens, at, given) : given.get(name);
  if (known) return known;
  const called = isSign(tokens[at + 1], '(') ? functions.get(name) : undefined;
  if (called) {
    const starts = argumentsAt(tokens, closes, at + 1);
    const held = new Map(
      called.parameters.flatMap((parameter, nth) => {
        const start = starts[nth];
        return start === undefined ? [] : [[parameter, inner(start)] as const];
      }),
    );
    const returned = returnedAt(script, called);
    if (returned !== undefined) return valueAt(script, returned, held, depth + 1);
  }
  const typed = typeByUse(tokens, at);
  const object = Object.keys(typed).length === 0 ? objectGiven(script, at) : undefined;
  return object === undefined ? typed : inner(object);
}

/** The object that a function which the script does not hold is given: `resource('notes', { title, text })`. */
function objectGiven({ tokens, closes }: Script, at: number): number | undefined {
  const open = isSign(tokens[at + 1], '.') ? at + 3 : at + 1;
  return isSign(tokens[open], '(')
    ? argumentsAt(tokens, closes, open).find((start) => isSign(tokens[start], '{'))
    : undefined;
}

const TEXT: Node = { type: 'string' };

function numberOf(written: string): Node {
  const value = Number(written);
  return Number.isNaN(value)
    ? { type: 'number' }
    : { type: Number.isInteger(value) ? 'integer' : 'number', example: value };
}

/** `{ a, b: 1, ...c }`; names that are computed are not known. */
function objectAt(script: Script, open: number, given: Given, depth: number): Node {
  const { tokens, closes } = script;
  const properties: Record<string, Node> = {};
  for (const start of argumentsAt(tokens, closes, open, MOST_MEMBERS)) {
    const token = tokens[start];
    if (isSign(token, '...')) {
      const spread = valueAt(script, start + 1, given, depth + 1);
      if (isNode(spread.properties)) Object.assign(properties, spread.properties);
    }
    if ((token?.kind !== 'name' && token?.kind !== 'text') || !/^[\w.-]{1,60}$/.test(token.value)) continue;
    const isWritten = isSign(tokens[start + 1], ':');
    properties[token.value] = valueAt(script, isWritten ? start + 2 : start, given, depth + 1);
  }
  return { type: 'object', properties };
}

/** Of `data ? a : b` and `data && a`, where `a` stands. */
function chosenAt(tokens: readonly Token[], at: number): number | undefined {
  let end = at + 1;
  while ((isSign(tokens[end], '.') || isSign(tokens[end], '?.')) && end < at + LONGEST_VALUE) end += 2;
  return isSign(tokens[end], '?') || isSign(tokens[end], '&&') ? end + 1 : undefined;
}

/** `settings.body`, where the settings are given. */
function memberOf(tokens: readonly Token[], from: number, given: Given): Node | undefined {
  let held: unknown = given.get(tokens[from]?.value ?? '');
  for (let at = from + 1; isSign(tokens[at], '.') || isSign(tokens[at], '?.'); at += 2) {
    if (isSign(tokens[at + 2], '(')) return undefined;
    held = isNode(held) && isNode(held.properties) ? held.properties[tokens[at + 1]?.value ?? ''] : undefined;
  }
  return isNode(held) ? held : undefined;
}

/** Where the object stands that a function returns; undefined for one that does more. */
function returnedAt({ tokens }: Script, { from, to }: ScriptFunction): number | undefined {
  if (!isSign(tokens[from], '{')) return from;
  for (let at = from + 1; at < Math.min(to, from + LONGEST_FUNCTION); at += 1) {
    if (tokens[at]?.kind === 'name' && tokens[at]?.value === 'return') return at + 1;
  }
  return undefined;
}

const NUMBERS: ReadonlySet<string> = new Set(['Number', 'parseInt', 'parseFloat', 'Math', 'BigInt']);
const NUMERIC: ReadonlySet<string> = new Set(['valueAsNumber', 'getTime', 'toNumber', 'now']);

/** What the functions around a value, and its members, say of it. */
function typeByUse(tokens: readonly Token[], at: number): Node {
  const first = tokens[at]?.value ?? '';
  if (NUMBERS.has(first)) return { type: 'number' };
  if (first === 'String') return TEXT;
  if (first === 'Boolean') return { type: 'boolean' };
  if (first === 'true' || first === 'false') return { type: 'boolean', example: first === 'true' };
  for (let next = at + 1; next < at + LONGEST_VALUE; next += 1) {
    const token = tokens[next];
    if (!token || isSign(token, ',') || isSign(token, '}') || isSign(token, ';')) break;
    if (!isSign(tokens[next - 1], '.')) continue;
    if (NUMERIC.has(token.value)) return { type: 'number' };
    if (token.value === 'toISOString') return { ...TEXT, format: 'date-time' };
    if (token.value === 'checked') return { type: 'boolean' };
    if (token.value === 'trim' || token.value === 'toLowerCase') return TEXT;
  }
  return {};
}
