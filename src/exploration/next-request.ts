import type { Exchange } from '../http/exchange.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { requestFor, type SampleOptions, type SampleRequest } from '../openapi/samples.ts';
import type { OperationStatus } from '../result.ts';
import { globalId } from '../values/global-id.ts';
import type { ValuePool, Values } from '../values/pool.ts';
import { ofTheKindInPath, takesUuid } from '../values/uuid-parameter.ts';
import { type Missing, missingParameters } from './missing-parameters.ts';

/** How one identity fares at one operation while exploring. */
export interface Course {
  /** URLs that were sent already. */
  readonly sent: ReadonlySet<string>;
  /** Parameters of the query that a refusal of the input asked for, with the values that it names. */
  readonly asked: readonly Missing[];
  /** True once the input was refused: optional parameters may be needed after all. */
  readonly refusedInput: boolean;
  /** True once the service failed. */
  readonly failed: boolean;
  /** True where another value would change nothing: served, not let in, limited, silent. */
  readonly settled: boolean;
}

export const NOT_BEGUN: Course = {
  sent: new Set(),
  asked: [],
  refusedInput: false,
  failed: false,
  settled: false,
};

/** An operation gets one request, and where its answer says that a value was wrong up to three others. */
const TRIES = 4;
/** Values of the pool that are tried for one parameter. */
const VALUE_SETS = 3;

/** Only these say that another value may do better. */
const WRONG_VALUE: ReadonlySet<OperationStatus> = new Set([
  'bad-request',
  'not-found',
  'server-error',
  'empty',
  'unexpected',
]);

export interface Proposal {
  readonly request: SampleRequest;
  readonly options: SampleOptions;
  /** Lower first: given out by the service; exemplified by the document; made up, by how much is. */
  readonly promise: number;
}

/** The next request that may show this operation at work, or undefined where nothing new is known for it. */
export function nextRequest(
  operation: Operation,
  course: Course,
  pool: ValuePool,
  spec: Spec | undefined,
): Proposal | undefined {
  if (course.settled || course.sent.size >= TRIES) return undefined;
  for (const options of proposals(operation, course, pool)) {
    const request = requestFor(operation, spec, options);
    if (!course.sent.has(request.url))
      return { request, options, promise: promiseOf(operation, options.values ?? {}) };
  }
  return undefined;
}

function* proposals(operation: Operation, course: Course, pool: ValuePool): Generator<SampleOptions> {
  const sets = pool.valueSets(operation, VALUE_SETS);
  const [values = {}] = sets;
  const known = named(operation, values, pool);
  const without = leftOut(operation);
  if (!course.refusedInput) {
    // An address in a script has all that may be filtered by: without it most is shown.
    if (without) yield { values, overrides: { query: without } };
    yield { values };
    const inner = course.sent.size > 0 ? withInnerNumbers(values) : undefined;
    if (inner) yield { values: inner };
    for (const set of sets) yield { values: set };
    // Nothing by that name, because it was not said which: `/calendar?emp=`.
    if (course.sent.size > 0) for (const query of known) yield { values, overrides: { query } };
    return;
  }
  const query = Object.fromEntries(
    course.asked
      .filter(
        ({ name, value }) =>
          value !== undefined ||
          !operation.parameters.some((known) => known.in === 'query' && known.name === name),
      )
      .map(({ name, value }) => [name, value ?? pool.candidates(operation, { name, in: 'query' })[0] ?? '1']),
  );
  if (Object.keys(query).length > 0) yield { values, overrides: { query } };
  if (without) yield { values };
  for (const one of known) yield { values, overrides: { query: one } };
  if (operation.parameters.some(({ in: where, required }) => where !== 'path' && !required))
    yield { values, optional: true };
  const inner = withInnerNumbers(values);
  if (inner) yield { values: inner };
  for (const other of sets.slice(1)) yield { values: other };
}

/** A service that gives out global identifiers may take the numbers in them; undefined where there is none. */
function withInnerNumbers(values: Values): Values | undefined {
  const read = Object.entries(values).map(
    ([name, value]) => [name, globalId(value)?.inner ?? value] as const,
  );
  return read.some(([name, value]) => value !== values[name]) ? Object.fromEntries(read) : undefined;
}

/** What an address in a script or page has in its query: its author had a value, and may have had none. */
function leftOut({ source, parameters }: Operation): Readonly<Record<string, undefined>> | undefined {
  const names = parameters.filter(({ in: where, required }) => where === 'query' && required);
  if (names.length === 0 || (source !== 'crawl' && source !== 'guess')) return undefined;
  return Object.fromEntries(names.map(({ name }) => [name, undefined]));
}

/**
 * Optional parameters of the query that say which object, with identifiers that the service gave out. What takes another
 * object of the path's own kind gets the first two: the other one may be somebody else's.
 */
function named(operation: Operation, values: Values, pool: ValuePool): readonly Values[] {
  const optional = operation.parameters.filter(({ in: where, required }) => where === 'query' && !required);
  const query = optional.flatMap((parameter) => {
    const value = values[parameter.name];
    return value !== undefined && pool.identifies(operation, parameter)
      ? [[parameter.name, value] as const]
      : [];
  });
  const others = optional.filter((one) => values[one.name] === undefined && takesUuid(one));
  const ofKind = others.length === 0 ? [] : ofTheKindInPath(operation, pool).slice(0, 2);
  if (ofKind.length === 0) return query.length === 0 ? [] : [Object.fromEntries(query)];
  return ofKind.map((value) => Object.fromEntries([...query, ...others.map(({ name }) => [name, value])]));
}

/** What was learnt from the answer to a request at this URL. */
export function after(course: Course, url: string, status: OperationStatus, exchange?: Exchange): Course {
  const asked = exchange ? missingParameters(exchange) : [];
  return {
    sent: new Set([...course.sent, url]),
    asked: [...course.asked.filter(({ name }) => !asked.some((one) => one.name === name)), ...asked],
    refusedInput: course.refusedInput || status === 'bad-request',
    failed: course.failed || status === 'server-error',
    settled: !WRONG_VALUE.has(status),
  };
}

/** Parameters that nothing was given out for; an example of the author's is worth more than a value of ours. */
function promiseOf({ parameters }: Operation, values: Readonly<Record<string, string>>): number {
  const open = parameters.filter(
    ({ name, in: where, required }) =>
      (where === 'path' || (where === 'query' && required)) && values[name] === undefined,
  );
  const madeUp = open.filter(({ example, schema }) => example === undefined && !exemplified(schema));
  return open.length === 0 ? 0 : 1 + madeUp.length;
}

function exemplified(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  return ['example', 'examples', 'enum', 'default', 'const'].some((key) => Object.hasOwn(schema, key));
}
