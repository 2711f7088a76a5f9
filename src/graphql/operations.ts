import type { Operation, Parameter, Schema } from '../openapi/operation.ts';
import { singular } from '../values/path-template.ts';
import { plainName } from '../values/plain-name.ts';
import type { Step } from './document.ts';
import { isComposite } from './document.ts';
import { groupAudience, isGroup } from './groups.ts';
import type { Kind } from './kinds.ts';
import { identifierOf, kindOf } from './kinds.ts';
import type { Chain } from './nested.ts';
import { nestedFields } from './nested.ts';
import type { Field, GraphqlSchema, Input } from './schema.ts';

/** Stands between the endpoint's path and the name of a field: no path of a service looks like it. */
export const QUERY_SEGMENT = '~query';

/** A field that can be queried, at the top or below others, as an operation, and how its address is read back. */
export interface FieldOperation {
  readonly operation: Operation;
  /** From the query type down to the field. */
  readonly steps: readonly Step[];
  /** `User.orders`, where it stands below an object. */
  readonly of?: string;
  /** Arguments and members of them that became no parameter. */
  readonly leftOut: number;
}

/** Every field as an operation, and how many there are, those included that became none. */
export interface FieldOperations {
  readonly fields: readonly FieldOperation[];
  readonly there: number;
}

/** Members of input objects that become parameters; deeper ones are left to the server's defaults. */
const DEEPEST_MEMBER = 3;
const MOST_PARAMETERS = 50;
/** What leaves arguments out. */
export const PARAMETER_BOUND = `${MOST_PARAMETERS} of a field are, down to ${DEEPEST_MEMBER} levels of input objects`;
/** Fields below objects that become operations: each costs a request or more for each identity. */
const MOST_NESTED = 200;
/** Types behind an interface or a union that one field can give: each is asked for by itself. */
const MOST_TYPES = 40;
/** What leaves fields out. */
export const OPERATION_BOUND = `${MOST_NESTED} fields below objects are asked for by themselves, and ${MOST_TYPES} types of one that gives several`;

/**
 * Every field of the query type as an operation that can be read, each argument a parameter; and below those that give
 * one object, its lists and what takes arguments, as `/user/{id}/orders` stands below `/user/{id}`.
 */
export function fieldOperations(
  endpoint: string,
  schema: GraphqlSchema,
  { named = false }: { readonly named?: boolean } = {},
): FieldOperations {
  const { origin, pathname } = new URL(endpoint);
  const place = { schema, server: origin, endpoint: pathname.replace(/\/$/, '') };
  // One endpoint is the rule; where there are more, each names its own.
  const idOf = (name: string) => (named ? `QUERY ${pathname} ${name}` : `QUERY ${name}`);
  const roots = schema.queries.flatMap((field) => rootsOf(schema, field));
  const top = roots.filter(({ isCut }) => !isCut);
  const nested = nestedFields(
    schema,
    top.map(({ chain }) => chain),
  );
  const shown = top.filter(({ chain }) => !isGroup(schema, chain.fields[0]));
  const fields = [...shown.map(({ chain }) => chain), ...nested.slice(0, MOST_NESTED)].map((chain) =>
    operationOf(place, idOf, chain),
  );
  const byPath = new Map(fields.toReversed().map((field) => [field.operation.path, field]));
  const own = fields.filter((field) => byPath.get(field.operation.path) === field);
  const there = own.length + roots.length - top.length + Math.max(0, nested.length - MOST_NESTED);
  return { fields: own, there };
}

/** A field by whose identifier objects of several kinds are found, such as Relay's `node`, stands for each kind. */
function rootsOf(schema: GraphqlSchema, field: Field): { readonly chain: Chain; readonly isCut: boolean }[] {
  const held = schema.types.get(field.type?.name ?? '');
  const isOneOfMany = held && held.kind !== 'OBJECT' && isComposite(held) && !field.type?.isList;
  if (!isOneOfMany || held.members.length === 0 || identifierOf(schema, field) === undefined)
    return [{ chain: { fields: [field] }, isCut: false }];
  return held.members.map((on, at) => ({ chain: { fields: [field], on }, isCut: at >= MOST_TYPES }));
}

interface Endpoint {
  readonly schema: GraphqlSchema;
  readonly server: string;
  readonly endpoint: string;
}

function operationOf(
  { schema, server, endpoint }: Endpoint,
  idOf: (name: string) => string,
  { fields, on, parent }: Chain,
): FieldOperation {
  const last = fields.at(-1) as Field;
  const taken = new Set<string>();
  const segments: string[] = [];
  const parameters: Parameter[] = [];
  const steps: Step[] = [];
  let leftOut = 0;
  // From the last: its parameters keep the names of its arguments.
  for (const [above, field] of fields.toReversed().entries()) {
    const isLast = above === 0;
    const isOn = on !== undefined && above === fields.length - 1;
    const kind = isOn ? { name: on, isList: false } : kindOf(schema, field.type);
    const inPath = kind && !kind.isList ? identifierOf(schema, field) : undefined;
    const isOwnWord = kind && !areOneWord(field.name, kind.name);
    const asked = field.args
      // Above it, only what has to be said.
      .filter(({ name, type }) => isLast || name === inPath || type.isRequired)
      .flatMap((arg) => parametersOf(schema, arg, inPath, () => (leftOut += 1)));
    const own = asked
      .slice(0, MOST_PARAMETERS)
      .map((parameter) => ({ parameter, name: nameFor(field, parameter.name, taken) }));
    leftOut += Math.max(0, asked.length - MOST_PARAMETERS);
    const inThePath = own.find(({ parameter }) => parameter.in === 'path')?.name;
    segments.unshift(
      field.name,
      ...(isOwnWord ? [wordFor(kind, field, inPath !== undefined)] : []),
      ...(inThePath === undefined ? [] : [`{${inThePath}}`]),
    );
    parameters.unshift(...own.map(({ parameter, name }) => ({ ...parameter, name })));
    steps.unshift({
      field,
      fills: new Map(own.map(({ parameter, name }) => [parameter.name, name])),
      ...(isOn ? { on } : {}),
    });
  }
  const [first, ...rest] = fields.map((field) => field.name);
  const name = [on === undefined ? first : `${first} on ${on}`, ...rest].join('.');
  const audience = groupAudience(schema, fields);
  return {
    operation: {
      id: idOf(name),
      method: 'GET',
      path: [endpoint, QUERY_SEGMENT, ...segments].join('/'),
      server,
      source: 'graphql',
      parameters,
      bodies: [],
      responses: [],
      deprecated: fields.some(({ isDeprecated }) => isDeprecated),
      ...(audience ? { audience } : {}),
      tags: [],
    },
    steps,
    leftOut,
    ...(parent === undefined ? {} : { of: `${parent}.${last.name}` }),
  };
}

const areOneWord = (field: string, kind: string) =>
  [field, singular(field)].some((word) => plainName(word) === plainName(kind));

/** Who asks, and nobody else. */
const SELF =
  /^(?:get|fetch|load)?_?(?:me|self|viewer|whoami|my\w*|current\w*|logged_?in\w*|session|profile|account|user_?info|user)$/i;

/** What the field gives, in its own word; in the plural where that one object is not the asker: `/featured/users`. */
function wordFor({ name, isList }: Kind, field: Field, isIdentified: boolean): string {
  const word = name.charAt(0).toLowerCase() + name.slice(1);
  return isList || isIdentified || SELF.test(field.name) ? word : `${word}s`;
}

/** `id` of `user` above an `id` is `userId`, as paths of other services have it. */
function nameFor(field: Field, name: string, taken: Set<string>): string {
  const ofField = name === 'id' ? `${singular(field.name)}Id` : `${field.name}.${name}`;
  const free =
    [name, ofField, `${field.name}.${name}`].find((one) => !taken.has(one)) ?? `${ofField}.${taken.size}`;
  taken.add(free);
  return free;
}

function parametersOf(
  schema: GraphqlSchema,
  { name, type }: Input,
  inPath: string | undefined,
  tooDeep: () => void,
  isRequired = type.isRequired,
  depth = 0,
): Parameter[] {
  const held = schema.types.get(type.name);
  if (held?.kind === 'INPUT_OBJECT') {
    if (depth >= DEEPEST_MEMBER) {
      tooDeep();
      return [];
    }
    return held.inputs.flatMap((member) =>
      parametersOf(
        schema,
        { ...member, name: `${name}.${member.name}` },
        undefined,
        tooDeep,
        isRequired && member.type.isRequired,
        depth + 1,
      ),
    );
  }
  const told = scalarSchema(type.name, held?.values ?? []);
  return [
    {
      name,
      in: name === inPath ? 'path' : 'query',
      required: name === inPath || isRequired,
      ...(told ? { schema: told } : {}),
    },
  ];
}

export function scalarSchema(name: string, values: readonly string[]): Schema | undefined {
  if (values.length > 0) return { type: 'string', enum: values };
  return SCALARS[name];
}

/** An `ID` may be a number or a text: what it is called tells more. */
const SCALARS: Readonly<Record<string, Schema>> = {
  Int: { type: 'integer', format: 'int32' },
  Float: { type: 'number' },
  Boolean: { type: 'boolean' },
  String: { type: 'string' },
  DateTime: { type: 'string', format: 'date-time' },
  Date: { type: 'string', format: 'date' },
  UUID: { type: 'string', format: 'uuid' },
};
