import { isNode, type Node } from '../openapi/node.ts';
import type { BodyContent } from '../openapi/operation.ts';
import { isSign, memberNames } from './script-address.ts';
import { argumentsAt, memberAt } from './script-arguments.ts';
import { type Given, type Script, valueAt } from './script-values.ts';

const BODY_MEMBERS = ['body', 'data', 'json'];
/** Members of an object that says how to send; a body may have a `type` or a `url` too. */
const SAYS_HOW: ReadonlySet<string> = new Set([
  ...['method', 'headers', 'credentials', 'signal', 'withCredentials', 'params'],
]);
const SETTINGS: ReadonlySet<string> = new Set([...SAYS_HOW, 'mode', 'type', 'url', 'cache']);

/** A function that hands its arguments on to what sends: where it does, and what they are called there. */
export interface HandsOn {
  readonly open: number;
  readonly parameters: readonly string[];
}

/** Wrappers of wrappers. */
const DEEPEST = 3;

/**
 * What a call sends: `body: JSON.stringify({ a: 1 })`, `data: { a: 1 }`, an object behind the address, or a form that
 * was filled before; with what the script's own functions put around it. Undefined where no member is known.
 */
export function bodyOf(
  script: Script,
  open: number,
  wrappers: ReadonlyMap<string, HandsOn>,
  given: Given = new Map(),
  depth = 0,
): BodyContent | undefined {
  const { tokens, closes } = script;
  const starts = argumentsAt(tokens, closes, open);
  const wrapper = depth < DEEPEST ? wrappers.get(tokens[open - 1]?.value ?? '') : undefined;
  if (wrapper) {
    const held = new Map(
      wrapper.parameters.flatMap((name, at) => {
        const start = starts[at];
        return start === undefined ? [] : [[name, valueAt(script, start, given)] as const];
      }),
    );
    const whole = bodyOf(script, wrapper.open, wrappers, held, depth + 1);
    if (whole) return whole;
  }
  for (const start of starts.slice(1)) {
    const written = isSign(tokens[start], '{') ? writtenIn(script, start) : start;
    if (written === undefined) continue;
    const form = formBefore(script, written);
    if (form) return form;
    const schema = bodyIn(valueAt(script, written, given));
    const isNamed = isNode(schema.properties) && Object.keys(schema.properties).length > 0;
    if (isNamed) return { mediaType: mediaTypeIn(script, open), schema };
  }
  return undefined;
}

/** Where the body stands in an object behind the address: that object itself, unless it holds settings. */
function writtenIn({ tokens, closes }: Script, object: number): number | undefined {
  const given = memberAt(tokens, closes, object, new Set(BODY_MEMBERS));
  if (given !== undefined) return given;
  return isSettings(memberNames(tokens, closes, object)) ? undefined : object;
}

function isSettings(names: readonly string[]): boolean {
  return names.some((name) => SAYS_HOW.has(name)) || names.every((name) => SETTINGS.has(name));
}

/** Of settings that were given to a wrapper, what they say that is sent. */
function bodyIn(schema: Node): Node {
  const properties = isNode(schema.properties) ? schema.properties : {};
  if (!isSettings(Object.keys(properties))) return schema;
  const body = BODY_MEMBERS.map((name) => properties[name]).find(isNode);
  return body ?? {};
}

const JSON_TYPE = /^application\/[\w.+-]{0,60}json$/;

/** As the headers of the call have it. */
function mediaTypeIn({ tokens, closes }: Script, open: number): string {
  for (let at = open; at < (closes[open] ?? open); at += 1) {
    const token = tokens[at];
    if (token?.kind === 'text' && JSON_TYPE.test(token.value)) return token.value;
  }
  return 'application/json';
}

/** Tokens before a call in which its form is filled. */
const LOOKED_BEFORE = 150;
const HOLDS_FILE = /file|photo|image|picture|avatar|blob|upload|attach|document|pdf|scan|logo|cover/i;

/** `form` of `const form = new FormData(); form.append('photo', file); send(url, form)`. */
function formBefore({ tokens, closes }: Script, start: number): BodyContent | undefined {
  const name = tokens[start]?.kind === 'name' ? tokens[start]?.value : undefined;
  const made = name === undefined ? undefined : madeBefore(tokens, start, name);
  if (made === undefined) return undefined;
  const properties: Record<string, Node> = {};
  for (let at = made; at < start; at += 1) {
    const isFilled =
      tokens[at]?.value === name &&
      isSign(tokens[at + 1], '.') &&
      ['append', 'set'].includes(tokens[at + 2]?.value ?? '') &&
      isSign(tokens[at + 3], '(');
    const field = isFilled ? tokens[at + 4] : undefined;
    if (field?.kind !== 'text' || !/^[\w.[\]-]{1,60}$/.test(field.value)) continue;
    const close = closes[at + 3] ?? at;
    const isFile = [field, ...tokens.slice(at + 6, close)].some(({ value }) => HOLDS_FILE.test(value));
    properties[field.value] = isFile ? { type: 'string', format: 'binary' } : { type: 'string' };
  }
  const schema = { type: 'object', properties };
  return Object.keys(properties).length === 0 ? undefined : { mediaType: 'multipart/form-data', schema };
}

function madeBefore(tokens: Script['tokens'], start: number, name: string): number | undefined {
  for (let at = start - 1; at > Math.max(2, start - LOOKED_BEFORE); at -= 1) {
    const isMade =
      tokens[at]?.value === 'FormData' && tokens[at - 1]?.value === 'new' && isSign(tokens[at - 2], '=');
    if (isMade && tokens[at - 3]?.value === name) return at;
  }
  return undefined;
}

/** One body of several that are sent to one place: members that any of them has. */
export function mergedBody(one: BodyContent | undefined, other: BodyContent): BodyContent {
  if (!one || one.mediaType !== other.mediaType) return one ?? other;
  return { ...one, schema: mergedSchema(one.schema, other.schema) };
}

function mergedSchema(one: unknown, other: unknown): Node {
  if (!isNode(one) || !isNode(other)) return isNode(one) ? one : isNode(other) ? other : {};
  if (!isNode(one.properties) || !isNode(other.properties)) return Object.keys(one).length > 0 ? one : other;
  const names = [...new Set([...Object.keys(one.properties), ...Object.keys(other.properties)])].sort();
  const [a, b] = [one.properties, other.properties];
  return {
    ...one,
    properties: Object.fromEntries(names.map((name) => [name, mergedSchema(a[name], b[name])])),
  };
}
