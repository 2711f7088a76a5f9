import type { Breath, Steps } from '../http/breath.ts';
import { allSteps, inSteps } from '../http/breath.ts';
import { percentDecoded } from '../http/foreign-text.ts';
import type { Operation } from './operation.ts';
import { encodedLiterals, templateParts } from './path-template.ts';

/** A segment of a path template, ready to be compared. */
interface Segment {
  /** 2: literal, 1: literal with a variable in it, 0: variable only. */
  readonly concreteness: 0 | 1 | 2;
  /** Literal pieces around the variables, in order. */
  readonly pieces: readonly string[];
}

interface Template {
  readonly operation: Operation;
  readonly host: string;
  readonly segments: readonly Segment[];
  readonly endsWithSlash: boolean;
  readonly concreteness: string;
}

interface Place {
  readonly host: string;
  readonly segments: readonly string[];
  readonly endsWithSlash: boolean;
}

/** Templates with variables in the same places, by their literal segments. */
interface Shape {
  readonly concreteness: string;
  readonly literalAt: readonly number[];
  readonly byLiterals: Map<string, Template[]>;
}

/** Shapes by method and number of segments, most concrete first: a large API has thousands of templates and few shapes. */
type Index = ReadonlyMap<string, readonly Shape[]>;

const indexes = new WeakMap<readonly Operation[], Index>();
/** Lists grow while the target is discovered; an operation keeps its template. */
const templates = new WeakMap<Operation, Template | undefined>();

/**
 * The operation that a concrete URL belongs to: same host, most concrete template, a trailing slash more or less.
 * HEAD belongs to GET where it is not documented itself (RFC 9110 section 9.3.2).
 */
export function matchOperation(
  operations: readonly Operation[],
  method: string,
  url: string,
): Operation | undefined {
  const place = placeOf(url);
  if (!place) return undefined;
  const index = indexOf(operations);
  const found = bestOf(index, method.toUpperCase(), place);
  return found ?? (method.toUpperCase() === 'HEAD' ? bestOf(index, 'GET', place) : undefined);
}

/** Every operation, whatever its method, on the most concrete template that fits the URL. */
export function operationsAt(operations: readonly Operation[], url: string): readonly Operation[] {
  const place = placeOf(url);
  if (!place) return [];
  return mostConcrete(indexOf(operations), '*', place).map(({ operation }) => operation);
}

/** URLs that no operation of any method describes; each once, in order. */
export function undocumented(operations: readonly Operation[], urls: Iterable<string>): string[] {
  return [...new Set(urls)].filter((url) => operationsAt(operations, url).length === 0);
}

function bestOf(index: Index, method: string, place: Place): Operation | undefined {
  const fitting = mostConcrete(index, method, place);
  const exact = fitting.find(({ endsWithSlash }) => endsWithSlash === place.endsWithSlash);
  return (exact ?? fitting[0])?.operation;
}

/** Those that fit, of the most concrete shape that has any. */
function mostConcrete(index: Index, method: string, place: Place): readonly Template[] {
  for (const { literalAt, byLiterals } of index.get(`${method} ${place.segments.length}`) ?? []) {
    const key = literalsOf(place.host, literalAt, (at) => place.segments[at]);
    const fitting = byLiterals.get(key)?.filter((template) => fits(template, place)) ?? [];
    if (fitting.length > 0) return fitting;
  }
  return [];
}

function literalsOf(host: string, literalAt: readonly number[], at: (place: number) => string | undefined) {
  return [host, ...literalAt.map(at)].join('/');
}

/** Makes ready in steps what the first question about a list would make at once. */
export async function indexed(operations: readonly Operation[], breathe: Breath): Promise<void> {
  await inSteps(indexing(operations), breathe);
}

function indexOf(operations: readonly Operation[]): Index {
  return allSteps(indexing(operations));
}

function* indexing(operations: readonly Operation[]): Steps<Index> {
  const known = indexes.get(operations);
  if (known) return known;
  const index = new Map<string, Shape[]>();
  for (const operation of operations) {
    yield;
    if (!templates.has(operation)) templates.set(operation, templateOf(operation));
    const template = templates.get(operation);
    if (!template) continue;
    for (const method of [operation.method.toUpperCase(), '*'])
      addTemplate(index, `${method} ${template.segments.length}`, template);
  }
  for (const shapes of index.values()) shapes.sort((a, b) => compare(b.concreteness, a.concreteness));
  indexes.set(operations, index);
  return index;
}

function addTemplate(index: Map<string, Shape[]>, key: string, template: Template) {
  const { concreteness, segments, host } = template;
  const shapes = index.get(key) ?? [];
  index.set(key, shapes);
  let shape = shapes.find((one) => one.concreteness === concreteness);
  if (!shape) {
    const literalAt = [...concreteness].flatMap((digit, at) => (digit === '2' ? [at] : []));
    shape = { concreteness, literalAt, byLiterals: new Map() };
    shapes.push(shape);
  }
  const literals = literalsOf(host, shape.literalAt, (at) => segments[at]?.pieces[0]);
  const alike = shape.byLiterals.get(literals);
  if (alike) alike.push(template);
  else shape.byLiterals.set(literals, [template]);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function templateOf(operation: Operation): Template | undefined {
  const path = encodedLiterals(templateParts(operation.path).path);
  // Braces are not legal in a URL; as placeholders they survive its normalisation.
  const written = `${operation.server}${path}`.replaceAll('{', '\uE000').replaceAll('}', '\uE001');
  const place = placeOf(written);
  if (!place) return undefined;
  const segments = place.segments.map(segmentOf);
  return {
    operation,
    host: place.host,
    segments,
    endsWithSlash: place.endsWithSlash,
    concreteness: segments.map(({ concreteness }) => concreteness).join(''),
  };
}

function segmentOf(text: string): Segment {
  const pieces = text.split(/\uE000[^\uE000\uE001]*\uE001/);
  if (pieces.length === 1) return { concreteness: 2, pieces };
  return { concreteness: pieces.every((piece) => piece === '') ? 0 : 1, pieces };
}

function placeOf(url: string): Place | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, port, pathname } = new URL(url);
  const segments = pathname.split('/').slice(1).map(percentDecoded);
  const endsWithSlash = segments.length > 1 && segments.at(-1) === '';
  return {
    host: `${hostname}:${port}`,
    segments: segments.at(-1) === '' ? segments.slice(0, -1) : segments,
    endsWithSlash,
  };
}

function fits(template: Template, place: Place): boolean {
  return (
    template.host === place.host &&
    template.segments.every((segment, at) => segmentFits(segment, place.segments[at] ?? ''))
  );
}

function segmentFits({ pieces, concreteness }: Segment, text: string): boolean {
  const first = pieces[0] ?? '';
  if (concreteness === 2) return text === first;
  const last = pieces.at(-1) ?? '';
  if (text.length <= first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at + 1);
    if (found === -1 || found + piece.length > text.length - last.length) return false;
    at = found + piece.length;
  }
  return at < text.length - last.length;
}
