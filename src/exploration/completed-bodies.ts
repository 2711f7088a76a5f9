import { isIdentifier } from '../journal/own-body.ts';
import { OF_ENTRIES } from '../making/of-entries.ts';
import { usualValue } from '../making/usual-values.ts';
import { flatten } from '../openapi/merge-schemas.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { BodyContent, Operation, Schema, Spec } from '../openapi/operation.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { plainName } from '../values/plain-name.ts';
import { kindInPath } from '../values/resource-names.ts';
import type { NamedEntries } from './named-entries.ts';
import type { SeenMember, SeenRecords } from './seen-records.ts';

/**
 * The operation with what records of its kind were seen to hold for the members of its body of which nothing is said:
 * types, formats, words of a list, and numbers and days as they are usual there. What nobody was shown is known by its
 * name, if at all. Identifiers and free texts are nobody's example.
 */
export function withSeenValues(
  operation: Operation,
  seen: SeenRecords,
  { spec, entries = () => [] }: { readonly spec: Spec | undefined; readonly entries?: NamedEntries },
): Operation {
  const { method, bodies, path } = operation;
  if (bodies.length === 0 || ['GET', 'HEAD', 'DELETE'].includes(method)) return operation;
  const kind = kindInPath(path);
  const named = (name: string) => entries(operation, name);
  return { ...operation, bodies: bodies.map((body) => completedBody(body, kind, seen, { spec, named })) };
}

function completedBody(
  body: BodyContent,
  kind: string,
  seen: SeenRecords,
  { spec, named }: { readonly spec: Spec | undefined; readonly named: (name: string) => readonly string[] },
): BodyContent {
  if (body.example !== undefined || !/json|form/.test(body.mediaType)) return body;
  const sought = (name: string) => {
    const values = named(name);
    return values.length > 0 ? entriesNamed(values) : seenIn(seen, kind, name);
  };
  const completed = completedObject(body.schema, sought, spec, 0);
  return completed === undefined ? body : { ...body, schema: completed };
}

const DEEPEST = 4;

/** What was seen under a name, and whether it was of the kind that the body makes. */
interface Sought {
  readonly member: SeenMember;
  readonly isOfKind: boolean;
  /** True where they are what entries of another list are addressed by. */
  readonly isEntry?: true;
}

function entriesNamed(values: readonly string[]): Sought {
  return { member: { values: new Map(values.map((value) => [value, 1])) }, isOfKind: false, isEntry: true };
}

function seenIn(seen: SeenRecords, kind: string, name: string): Sought | undefined {
  const own = seen.member(kind, name);
  const member = own ?? seen.elsewhere(name);
  return member && { member, isOfKind: own !== undefined };
}

/** Undefined where nothing is to be added: a schema that says all stays as it is written. */
function completedObject(
  schema: unknown,
  seen: (name: string) => Sought | undefined,
  spec: Spec | undefined,
  depth: number,
): Schema | undefined {
  const { resolve } = spec ?? WITHOUT_SPEC;
  const { schema: flat, choices } = flatten(schema, resolve);
  if (depth > DEEPEST || choices.length > 0 || !isNode(flat) || !isNode(flat.properties)) return undefined;
  if (flat.example !== undefined || flat.examples !== undefined) return undefined;
  let isChanged = false;
  const properties = Object.entries(flat.properties).map(([name, written]) => {
    const described = flatten(written, resolve);
    const node = isNode(described.schema) && described.choices.length === 0 ? described.schema : undefined;
    const known = seen(name);
    const inside = (inner: string) => {
      const member = known?.member.members?.get(plainName(inner));
      return known && member ? { ...known, member } : seen(inner);
    };
    const added =
      node && isNode(node.properties)
        ? completedObject(node, inside, spec, depth + 1)
        : completedMember(node, name, known);
    if (added === undefined) return [name, written] as const;
    isChanged = true;
    return [name, added] as const;
  });
  return isChanged ? { ...flat, properties: Object.fromEntries(properties) } : undefined;
}

/** Says what the value has to be: nothing is added to it. */
const TELLING = [
  'example',
  'examples',
  'enum',
  'const',
  'default',
  'format',
  'pattern',
  'items',
  'x-example',
];

function completedMember(node: Node | undefined, name: string, seen: Sought | undefined): Node | undefined {
  if (!node || TELLING.some((key) => node[key] !== undefined)) return undefined;
  const known =
    (seen?.isEntry && node.type !== 'integer' && node.type !== 'number'
      ? { type: 'string', examples: [...seen.member.values.keys()], [OF_ENTRIES]: true }
      : undefined) ??
    (seen && seenSchema(name, seen.member, seen.isOfKind)) ??
    (node.type === undefined ? schemaByName(name) : undefined);
  if (!known || !isSameType(node.type, known.type))
    return node.type === undefined ? { ...node, type: 'string' } : undefined;
  const { type = known.type } = node;
  return { ...known, ...node, type };
}

function isSameType(described: unknown, seen: unknown): boolean {
  if (described === undefined || described === seen) return true;
  return described === 'number' && seen === 'integer';
}

/** Texts that somebody wrote: those of others are not repeated. */
const FREE_TEXT =
  /name|title|text|note|comment|message|description|summary|bio|about|subject|label|reason|street|address|city|slug|handle|mail|phone|tel|token|secret|password|code|reference/i;

/** Words are those of one kind: what states an order has says nothing of those of a room. */
function seenSchema(name: string, seen: SeenMember, hasWords: boolean): Node | undefined {
  const values = [...seen.values.keys()];
  if (seen.items)
    return {
      type: 'array',
      ...(seen.items.values.size > 0 && { items: seenSchema(name, seen.items, false) ?? {} }),
    };
  if (values.length === 0) return undefined;
  if (values.every((value) => typeof value === 'boolean'))
    return { type: 'boolean', example: mostCommon(seen) };
  if (values.every((value) => typeof value === 'number')) {
    const type = values.every(Number.isInteger) ? 'integer' : 'number';
    if (isIdentifier(name)) return { type };
    const positive = values.filter((value) => value > 0);
    return { type, example: positive.length > 0 ? Math.min(...positive) : values[0] };
  }
  if (!values.every((value) => typeof value === 'string')) return undefined;
  const format = FORMATS.find(([, pattern]) => values.every((value) => pattern.test(value)))?.[0];
  if (format === 'uuid' || format === 'email' || format === 'uri') return { type: 'string', format };
  if (format === 'time of day') return { type: 'string', example: values[0] };
  if (format !== undefined) return { type: 'string', format, example: values.toSorted().at(-1) };
  const isWord = values.every((value) => WORD.test(value)) && !FREE_TEXT.test(name) && !isIdentifier(name);
  const isRepeated = [...seen.values.values()].some((count) => count > 1);
  return { type: 'string', ...(hasWords && isWord && isRepeated && { enum: byFrequency(seen) }) };
}

const WORD = /^[A-Za-z][A-Za-z0-9_-]{0,30}$/;
const FORMATS: readonly (readonly [string, RegExp])[] = [
  ['date', /^\d{4}-\d{2}-\d{2}$/],
  ['date-time', /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/],
  ['time of day', /^\d{2}:\d{2}(?::\d{2})?$/],
  ['uuid', /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i],
  ['email', /^[^@\s]{1,40}@[^@\s]{1,40}$/],
  ['uri', /^https?:\/\//],
];

function byFrequency({ values }: SeenMember): unknown[] {
  return [...values].toSorted(([, a], [, b]) => b - a).map(([value]) => value);
}

function mostCommon(seen: SeenMember): unknown {
  return byFrequency(seen)[0];
}

/** A tag that no value of a name is made of. */
const NONE = 'mb-none';

function schemaByName(name: string): Node | undefined {
  if (isIdentifier(name) || FREE_TEXT.test(name)) return { type: 'string' };
  const usual = usualValue(name, NONE);
  if (typeof usual === 'number') return { type: 'integer', example: usual };
  if (typeof usual === 'boolean') return { type: 'boolean', example: usual };
  if (Array.isArray(usual)) return { type: 'array' };
  const isTold = typeof usual === 'string' && !usual.includes(NONE);
  return isTold ? { type: 'string', example: usual } : { type: 'string' };
}
