import type { Surface } from '../discovery/surface.ts';
import type { RequestSpec } from '../http/client.ts';
import { freshName } from '../identities/register.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { flatten } from '../openapi/merge-schemas.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { ordinaryOf } from '../places/operations.ts';
import { poolOf } from '../values/pool.ts';
import { sameTemplate, variablesIn } from './bound.ts';
import { digitsOf, uuidOf } from './usual-values.ts';

/** A write that can do nothing, whoever sends it. */
export interface IdleWrite {
  readonly request: RequestSpec;
  /** Nothing has the identifiers of its path. */
  readonly isNowhere: boolean;
  /** Its body lacks what the document says that it must have. */
  readonly isIncomplete: boolean;
}

/** An identifier that no service has come to. */
const NO_NUMBER = 2_147_480_000;
/** What the service itself gives its things; names and keys may be made by whoever writes. */
const IDENTIFIER = /(?:^|[_-])(?:id|uuid|guid|pk|oid)$|[a-z](?:Id|ID|Uuid|UUID)$/;
const OBJECT_ID = /^[0-9a-f]{24}$/;

/**
 * To things that do not exist, and without what the body must have. Undefined where that does not keep the write from
 * doing something: PUT may make what it does not find, and so may whatever names things by words.
 */
export function idleWrite(operation: Operation, surface: Surface): IdleWrite | undefined {
  const { method, source, bodies } = operation;
  const absent = variablesIn(operation.path).map((name) => absentValue(operation, name, surface));
  const isNowhere = absent.length > 0;
  // GraphQL itself refuses what is incomplete, whoever asks.
  const isGraphql = source === 'graphql';
  const isIncomplete = !isGraphql && method !== 'DELETE' && demandsMembers(operation, surface);
  const isGiven = isNowhere && absent.every(({ isIdentifier }) => isIdentifier);
  const changesNothing =
    (isNowhere && method === 'DELETE') ||
    (isGiven && (method === 'PATCH' || method === 'POST' || isIncomplete)) ||
    (!isNowhere && isIncomplete && method === 'POST');
  if (!changesNothing) return undefined;
  const body = bodies.length === 0 ? undefined : {};
  const request = to(operation, surface, absent, isGraphql ? {} : { body });
  return { request, isNowhere, isIncomplete };
}

/**
 * The same with all of its body, for where what is missing is told before anything is looked for. Only where things of
 * this kind are made by another operation, which numbers them: there PUT makes nothing of what it does not find.
 */
export function completeNowhere(operation: Operation, surface: Surface): IdleWrite | undefined {
  const { method, path, server } = operation;
  const absent = variablesIn(path).map((name) => absentValue(operation, name, surface));
  const collection = /^(.*)\/\{[^{}]+\}\/?$/.exec(path)?.[1];
  const isMadeElsewhere = surface.operations.some(
    (one) =>
      one.method === 'POST' &&
      one.server === server &&
      collection !== undefined &&
      sameTemplate(one.path, collection),
  );
  const isNumbered = absent.length > 0 && absent.every(({ value }) => value === NO_NUMBER);
  const makesNothing = method === 'PATCH' || (method === 'PUT' && isMadeElsewhere);
  if (!isNumbered || !makesNothing) return undefined;
  return { request: to(operation, surface, absent, {}), isNowhere: true, isIncomplete: false };
}

function to(
  operation: Operation,
  surface: Surface,
  absent: readonly Absent[],
  body: { readonly body?: unknown },
): RequestSpec {
  const ordinary = ordinaryOf(surface, operation);
  const values = Object.fromEntries(absent.map(({ name, value }) => [name, value]));
  const path = { ...ordinary.overrides?.path, ...values };
  return requestFor(operation, surface.spec, {
    ...ordinary,
    overrides: { ...ordinary.overrides, path, ...body },
  });
}

/** A read of what does not exist; undefined where nothing is named. */
export function idleRead(operation: Operation, surface: Surface): IdleWrite | undefined {
  const absent = variablesIn(operation.path).map((name) => absentValue(operation, name, surface));
  if (absent.length === 0) return undefined;
  return { request: to(operation, surface, absent, {}), isNowhere: true, isIncomplete: false };
}

interface Absent {
  readonly name: string;
  readonly value: unknown;
  /** True where the service itself gives such values to its things. */
  readonly isIdentifier: boolean;
}

/** A value of the form that such things have. */
export function absentValue(operation: Operation, name: string, surface: Surface): Absent {
  const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
  const schema = parameter?.schema;
  const { type, format } = isNode(schema) ? schema : {};
  const sought = parameter ?? { name, in: 'path' as const };
  const [known = ''] = poolOf(surface.identifiers).candidates(operation, sought);
  const tag = freshName();
  const isNumber = type === 'integer' || type === 'number';
  if (isNumber || /^\d+$/.test(known)) return { name, value: NO_NUMBER, isIdentifier: true };
  if (format === 'uuid' || /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(known))
    return { name, value: uuidOf(tag), isIdentifier: true };
  if (OBJECT_ID.test(known)) return { name, value: digitsOf(tag, 24), isIdentifier: true };
  return { name, value: tag, isIdentifier: IDENTIFIER.test(name) };
}

/** True where the document says that a JSON body must have some members. */
function demandsMembers({ bodies }: Operation, { spec }: Surface): boolean {
  const json = jsonContent({ bodies });
  const flat = json && flatten(json.schema, (spec ?? WITHOUT_SPEC).resolve).schema;
  return isNode(flat) && Array.isArray(flat.required) && flat.required.length > 0;
}
