import type { Operation, Parameter, Schema } from '../openapi/operation.ts';
import { singular } from '../values/path-template.ts';
import { plainName } from '../values/plain-name.ts';
import { isComposite, PAGE_FIELD } from './document.ts';
import type { Field, GraphqlSchema, Input, TypeRef } from './schema.ts';

/** Stands between the endpoint's path and the name of a field: no path of a service looks like it. */
export const QUERY_SEGMENT = '~query';

/** A field of the query type as an operation, and how its address is read back. */
export interface FieldOperation {
  readonly operation: Operation;
  readonly field: Field;
  /** The argument that stands in the path: which object. */
  readonly inPath?: string;
  /** Arguments and members of them that became no parameter. */
  readonly leftOut: number;
}

/** Members of input objects that become parameters; deeper ones are left to the server's defaults. */
const DEEPEST_MEMBER = 3;
const MOST_PARAMETERS = 50;
/** What leaves arguments out. */
export const PARAMETER_BOUND = `${MOST_PARAMETERS} of a field are, down to ${DEEPEST_MEMBER} levels of input objects`;

/** Every field of the query type as an operation that can be read, each argument a parameter. */
export function fieldOperations(
  endpoint: string,
  schema: GraphqlSchema,
  { named = false }: { readonly named?: boolean } = {},
): FieldOperation[] {
  const { origin, pathname } = new URL(endpoint);
  return schema.queries.map((field) => {
    const kind = kindOf(schema, field.type);
    const inPath = kind && !kind.isList ? identifierOf(field) : undefined;
    const ownWord = kind && plainName(singular(field.name)) !== plainName(kind.name);
    const path = [
      pathname.replace(/\/$/, ''),
      QUERY_SEGMENT,
      field.name,
      ...(ownWord ? [kind.name.charAt(0).toLowerCase() + kind.name.slice(1)] : []),
      ...(inPath === undefined ? [] : [`{${inPath}}`]),
    ].join('/');
    let deeper = 0;
    const parameters = field.args.flatMap((arg) =>
      parametersOf(schema, arg, inPath, () => {
        deeper += 1;
      }),
    );
    const operation: Operation = {
      // One endpoint is the rule; where there are more, each names its own.
      id: named ? `QUERY ${pathname} ${field.name}` : `QUERY ${field.name}`,
      method: 'GET',
      path,
      server: origin,
      source: 'graphql',
      parameters: parameters.slice(0, MOST_PARAMETERS),
      bodies: [],
      responses: [],
      deprecated: field.isDeprecated,
      tags: [],
    };
    const leftOut = deeper + Math.max(0, parameters.length - MOST_PARAMETERS);
    return { operation, field, leftOut, ...(inPath === undefined ? {} : { inPath }) };
  });
}

interface Kind {
  readonly name: string;
  readonly isList: boolean;
}

/** What the field gives: one object, a list of them, or a page around such a list. */
function kindOf(schema: GraphqlSchema, type: TypeRef | undefined, depth = 0): Kind | undefined {
  const held = type && schema.types.get(type.name);
  if (!type || !held || !isComposite(held)) return undefined;
  const list = held.fields.find(
    ({ name, type: inner }) =>
      PAGE_FIELD.test(name) && (inner?.isList || depth > 0) && kindOf(schema, inner, 9) !== undefined,
  );
  if (!list || depth > 2 || type.isList) {
    const node = type.isList && depth > 0 ? held.fields.find(({ name }) => name === 'node') : undefined;
    const inner = node && kindOf(schema, node.type, 9);
    return { name: inner?.name ?? held.name, isList: type.isList };
  }
  const page = kindOf(schema, list.type, depth + 1);
  return page && { ...page, isList: true };
}

const IDENTIFIER = /^(?:_?id|uuid|guid|slug|key|code|handle|sku|isbn)$|(?:_id|Id|ID|_uuid|Uuid)$/;
const NAMING = /^(?:name|username|login|email|number)$/i;

/** The argument that says which object: the required one that is called so, else one that is. */
function identifierOf({ args }: Field): string | undefined {
  const required = args.filter(({ type }) => type.isRequired);
  const named = (list: readonly Input[]) =>
    list.find(({ name, type }) => !type.isList && (IDENTIFIER.test(name) || type.name === 'ID'));
  const only = required.length === 1 && NAMING.test(required[0]?.name ?? '') ? required[0] : undefined;
  return (named(required) ?? only ?? (required.length === 0 ? named(args) : undefined))?.name;
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
  const told = schemaOf(type.name, held?.values ?? []);
  return [
    {
      name,
      in: name === inPath ? 'path' : 'query',
      required: name === inPath || isRequired,
      ...(told ? { schema: told } : {}),
    },
  ];
}

function schemaOf(name: string, values: readonly string[]): Schema | undefined {
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
