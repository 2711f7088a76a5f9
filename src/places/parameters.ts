import { isRisky } from '../discovery/risky-path.ts';
import type { Surface } from '../discovery/surface.ts';
import type { RequestSpec } from '../http/client.ts';
import { formDecoded, percentEncoded } from '../http/foreign-text.ts';
import { isRead, type Operation, type Parameter } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import type { OperationStatus } from '../result.ts';
import type { BodyUse } from './body-slots.ts';
import { ordinaryOf } from './operations.ts';
import type { PlaceKind } from './place.ts';

/** A place in a request, where a value of ours can stand. */
export interface ParameterSlot {
  readonly operation: Operation;
  readonly name: string;
  readonly where: 'path' | 'query' | 'header' | 'cookie' | 'body';
  /** What the document says of it; undefined for a parameter that only stood in the target's URL. */
  readonly parameter?: Parameter;
  /** The value of the operation's ordinary request. */
  readonly ordinary: string;
  readonly plain: RequestSpec;
  /** The ordinary request with this value, percent-encoded, in this place. */
  readonly with: (value: string) => RequestSpec;
  /** The same, with the value put on the wire as written. */
  readonly withRaw: (value: string) => RequestSpec;
  /** Of a member of a body. */
  readonly body?: BodyUse;
  /** Why no rule looks at it, where that is known of the place itself. */
  readonly unusable?: string;
  /**
   * The ordinary request with a value on the wire in every query parameter of the operation: the same request for each
   * of them. Undefined where there is one alone or the address would grow too long; absent for other places.
   */
  readonly allWithRaw?: (value: (slot: ParameterSlot) => string) => RequestSpec | undefined;
}

/** Path and query parameters of operations that read, and those of the target's own URL. */
export const parameters: PlaceKind<ParameterSlot> = {
  one: 'parameter',
  many: 'parameters',
  find: ({ surface }) => {
    const documented = surface.operations
      .filter(({ method, path }) => isRead(method) && !isRisky(path))
      .flatMap((operation) => parametersOf(surface, operation));
    const known = new Set(documented.map(keyOf));
    return [...typedSlots(surface).filter((slot) => !known.has(keyOf(slot))), ...documented];
  },
  key: ({ operation, where, name }) => `${operation.id} ${where} ${name}`,
  operationOf: ({ operation }) => operation,
  unusable: ({ operation, where }, { record, http }) => {
    const heard = record.heard(operation, http.identity);
    // A page that asks for a login is written from its own parameters: `?message=`, `?next=`.
    if (heard?.isPage && where === 'query') return undefined;
    return heard && CLOSED.has(heard.status) ? `${operation.id} ${heard.reason}` : undefined;
  },
};

/** Who is not let in sees the same answer whatever the value. */
const CLOSED: ReadonlySet<OperationStatus> = new Set(['unauthorized', 'forbidden', 'rate-limited']);

const keyOf = ({ plain, name, where }: ParameterSlot) => `${where} ${name} ${plain.url.split('?')[0]}`;

/** Path and query parameters of one operation. */
export function parametersOf(surface: Surface, operation: Operation): ParameterSlot[] {
  const ordinary = sampleOf(surface, operation, false);
  const full = sampleOf(surface, operation, true);
  const all: readonly ParameterSlot[] = operation.parameters.flatMap((parameter): ParameterSlot[] => {
    const { name, in: where } = parameter;
    if (where === 'query') {
      // Optional parameters are left out of ordinary requests: here this one is needed, and no other.
      const sample = queryPlace(full.url, name).ordinary;
      const plain = { ...ordinary, url: queryPlace(ordinary.url, name).urlWith(percentEncoded(sample)) };
      const place = queryPlace(plain.url, name);
      return [slot({ operation, name, where, parameter, plain, ...place, allWithRaw: together })];
    }
    const place = where === 'path' ? pathPlace(ordinary.url, operation.path, name) : undefined;
    return place ? [slot({ operation, name, where: 'path', parameter, plain: ordinary, ...place })] : [];
  });
  return [...all];

  function together(value: (slot: ParameterSlot) => string): RequestSpec | undefined {
    const inQuery = all.filter(({ where }) => where === 'query');
    if (inQuery.length < 2) return undefined;
    const names = new Set(inQuery.map(({ name }) => name));
    const [base = '', query = ''] = ordinary.url.split('?', 2);
    const others = query.split('&').filter((pair) => pair !== '' && !names.has(nameIn(pair)));
    const ours = inQuery.map((one) => `${percentEncoded(one.name)}=${value(one)}`);
    const url = `${base}?${[...others, ...ours].join('&')}`;
    return url.length > LONGEST_ADDRESS ? undefined : { ...ordinary, url };
  }
}

/** Servers refuse longer ones; Microsoft's at 2,048 characters behind the path. */
const LONGEST_ADDRESS = 2_000;

const nameIn = (pair: string) => formDecoded(pair.split('=')[0] ?? '');

function sampleOf(surface: Surface, operation: Operation, optional: boolean): RequestSpec {
  const ordinary = ordinaryOf(surface, operation);
  const {
    method,
    url,
    headers = [],
    body,
  } = requestFor(operation, surface.spec, optional ? { ...ordinary, optional } : ordinary);
  return { method, url, headers, ...(body === undefined ? {} : { body }) };
}

/** The user typed a query: its parameters are in use, documented or not. */
function typedSlots({ target, operations }: Surface): ParameterSlot[] {
  const { pathname, searchParams } = new URL(target.url);
  const operation = operations.find(
    ({ method, server, path }) => method === 'GET' && server + path === target.origin + pathname,
  );
  if (!operation) return [];
  const plain = { url: target.url };
  return [...new Set(searchParams.keys())].map((name) =>
    slot({ operation, name, where: 'query', plain, ...queryPlace(target.url, name) }),
  );
}

interface Place {
  readonly ordinary: string;
  readonly urlWith: (raw: string) => string;
}

type Facts = Omit<ParameterSlot, 'with' | 'withRaw'>;

function slot(facts: Facts & Place): ParameterSlot {
  const { urlWith, ...rest } = facts;
  const withRaw = (raw: string): RequestSpec => ({ ...rest.plain, url: urlWith(raw) });
  return { ...rest, withRaw, with: (value) => withRaw(percentEncoded(value)) };
}

function queryPlace(url: string, name: string): Place {
  const [base = '', query = ''] = url.split('?', 2);
  const pairs = query.split('&').filter((pair) => pair !== '');
  const isOurs = (pair: string) => nameIn(pair) === name;
  const held = pairs.find(isOurs);
  const others = pairs.filter((pair) => !isOurs(pair));
  return {
    ordinary: held === undefined ? '' : formDecoded(held.slice(held.indexOf('=') + 1)),
    urlWith: (raw) => `${base}?${[...others, `${percentEncoded(name)}=${raw}`].join('&')}`,
  };
}

/** Only a parameter that fills its whole segment can be told apart from what stands around it. */
function pathPlace(url: string, template: string, name: string): Place | undefined {
  const [base = '', query] = url.split('?', 2);
  const fromEnd = template.split('/').reverse().indexOf(`{${name}}`);
  const segments = base.split('/');
  const at = segments.length - 1 - fromEnd;
  if (fromEnd < 0 || at < 3) return undefined;
  return {
    ordinary: formDecoded(segments[at] ?? ''),
    urlWith: (raw) => segments.with(at, raw).join('/') + (query === undefined ? '' : `?${query}`),
  };
}
