import { identifiersFor } from '../discovery/identifiers.ts';
import { isRisky } from '../discovery/risky-path.ts';
import type { Surface } from '../discovery/surface.ts';
import type { RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { json, succeeded } from '../http/exchange.ts';
import type { Operation } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import { requestOf } from './sampling.ts';

/** A GET operation that addresses one object by the last part of its path. */
export interface ObjectOperation {
  readonly operation: Operation;
  /** Name of the path parameter that says which object. */
  readonly parameter: string;
  /** The same path without that part, where it is an operation too. */
  readonly list?: { readonly operation: Operation; readonly request: RequestSpec };
  /** An identifier that the service gave out. */
  readonly known?: string;
  requestFor(identifier: string): RequestSpec;
}

/** Fields of an object, as JSON gave them. */
export type Fields = Readonly<Record<string, unknown>>;

/** A service treats its kinds of objects alike; more than this tell nothing new. */
const AT_MOST = 6;

/** Operations such as `GET /orders/{id}` whose other path parameters can be filled. */
export function objectOperations(surface: Surface): ObjectOperation[] {
  return surface.operations
    .flatMap((operation) => objectOperation(surface, operation) ?? [])
    .slice(0, AT_MOST);
}

function objectOperation(surface: Surface, operation: Operation): ObjectOperation | undefined {
  const parameter = /\/\{([^}/]+)\}$/.exec(operation.path)?.[1];
  if (operation.method !== 'GET' || parameter === undefined || isRisky(operation.path)) return undefined;
  const values = identifiersFor(operation, surface.identifiers);
  const others = operation.parameters.filter(({ in: place, name }) => place === 'path' && name !== parameter);
  if (others.some(({ name }) => values[name] === undefined)) return undefined;
  const above = operation.path.slice(0, operation.path.lastIndexOf('/'));
  const list = surface.operations.find(
    ({ method, path, server }) =>
      method === 'GET' && path.replace(/\/$/, '') === above && server === operation.server,
  );
  return {
    operation,
    parameter,
    ...(list ? { list: { operation: list, request: requestOf(surface, list) } } : {}),
    ...(values[parameter] === undefined ? {} : { known: values[parameter] }),
    requestFor: (identifier) => {
      // Marked and put in as written: identifiers such as `*` or `%25` must reach the service unchanged.
      const mark = 'mb0identifier0mb';
      const request = requestFor(operation, surface.spec, {
        values,
        overrides: { path: { [parameter]: mark } },
      });
      return { ...request, url: request.url.replace(mark, () => identifier) };
    },
  };
}

/** The objects of a list answer, be it a bare list or an envelope around one; a refusal lists nothing. */
export function recordsIn(exchange: Exchange): Fields[] {
  if (!succeeded(exchange)) return [];
  return listIn(json(exchange.response)).filter(isFields);
}

function listIn(value: unknown, depth = 0): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (!isFields(value) || depth > 2) return [];
  const inner = Object.values(value).map((held) => listIn(held, depth + 1));
  return inner.reduce((longest, list) => (list.length > longest.length ? list : longest), []);
}

/** The object of an answer, out of its envelope where it has one. */
export function recordIn(exchange: Exchange): Fields | undefined {
  const value = json(exchange.response);
  if (!isFields(value)) return undefined;
  const wrapped = [value.data, value.result, value.item].find(isFields);
  return wrapped ?? value;
}

/** The identifier of a record for a path parameter: the field of that name, else its plain id. */
export function identifierOf(record: Fields, parameter: string): string | undefined {
  const wanted = plain(parameter);
  const entries = Object.entries(record).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number',
  );
  const field =
    entries.find(([name]) => plain(name) === wanted) ??
    entries.find(([name]) => /^_?(?:id|uuid|guid)$/i.test(name)) ??
    entries.find(([name]) => /(?:^|_)(?:slug|key|code)$/i.test(name));
  return field === undefined ? undefined : String(field[1]);
}

/** Who an object says that it belongs to, or undefined when it does not say. */
export function ownerOf(record: Fields): { readonly field: string; readonly value: string } | undefined {
  for (const [name, value] of Object.entries(record)) {
    if (!OWNER.test(plain(name))) continue;
    const said = isFields(value) ? (value.id ?? value.username ?? value.email ?? value.name) : value;
    if ((typeof said === 'string' && said !== '') || typeof said === 'number')
      return { field: name, value: String(said) };
  }
  return undefined;
}

const OWNER =
  /^(?:user|owner|account|customer|member|author|creator|patient|employee|holder|client|tenant)(?:id|uuid|name|email)?$|^(?:createdby|ownedby|belongsto|email|assignedto)$/;

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
