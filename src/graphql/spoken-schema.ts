import type {
  ArgumentNode,
  DefinitionNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionNode,
  TypeNode,
} from 'graphql';
import type { Cut } from '../cuts.ts';
import { singular } from '../values/path-template.ts';
import { PAGE_FIELD } from './document.ts';
import { documentsIn, MOST_DOCUMENTS } from './documents-in-text.ts';
import type { Field, GraphqlSchema, GraphqlType, Input, TypeRef } from './schema.ts';
import { writtenRef } from './schema.ts';

const MOST_TOKENS = 5_000;
const DEEPEST = 12;

/** Written while the documents are read. */
interface Fields {
  readonly fields: Map<string, { args: Map<string, Input>; type?: TypeRef }>;
}

/**
 * As much of the schema as the scripts of pages ask for: the fields that their queries select, with the types that
 * they give their variables. A type has the name of what holds it: `Order` for `order` and `orders`. Undefined where
 * no script holds a query.
 */
export async function spokenSchema(sources: readonly string[]): Promise<GraphqlSchema | undefined> {
  const documents = [...new Set(sources.flatMap(documentsIn))];
  if (documents.length === 0) return undefined;
  const { parse, print } = await import('graphql');
  const definitions = documents.slice(0, MOST_DOCUMENTS).flatMap((document): readonly DefinitionNode[] => {
    try {
      return parse(document, { maxTokens: MOST_TOKENS, noLocation: true }).definitions;
    } catch {
      // Prose and code that begin like a query.
      return [];
    }
  });
  const fragments = new Map(
    definitions.flatMap((one) => (one.kind === 'FragmentDefinition' ? [[one.name.value, one] as const] : [])),
  );
  const types = new Map<string, Fields>();
  for (const one of definitions)
    if (one.kind === 'OperationDefinition' && one.operation === 'query')
      readSelections(one.selectionSet.selections, 'Query', {
        types,
        fragments,
        variables: variablesOf(one, print),
      });
  const queries = fieldsOf(types.get('Query'));
  const cut: Cut = {
    ...{
      what: 'queries in scripts',
      tested: Math.min(MOST_DOCUMENTS, documents.length),
      total: documents.length,
    },
    reason: `${MOST_DOCUMENTS} are read`,
  };
  return queries.length === 0 ? undefined : { queries, types: typesOf(types), cuts: [cut] };
}

interface Reading {
  readonly types: Map<string, Fields>;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: ReadonlyMap<string, TypeRef>;
}

function readSelections(
  selections: readonly SelectionNode[],
  type: string,
  reading: Reading,
  depth = 0,
): void {
  if (depth > DEEPEST) return;
  const { fields } = reading.types.get(type) ?? { fields: new Map() };
  reading.types.set(type, { fields });
  for (const selection of selections) {
    if (selection.kind !== 'Field') {
      const inner =
        selection.kind === 'InlineFragment' ? selection : reading.fragments.get(selection.name.value);
      if (inner) readSelections(inner.selectionSet.selections, type, reading, depth + 1);
      continue;
    }
    const name = selection.name.value;
    if (name.startsWith('__')) continue;
    const known = fields.get(name) ?? { args: new Map<string, Input>() };
    fields.set(name, known);
    for (const argument of selection.arguments ?? []) {
      const input = inputOf(argument, reading.variables);
      if (input) known.args.set(input.name, input);
    }
    if (!selection.selectionSet) continue;
    const held = typeNameOf(name, type, selection.selectionSet.selections);
    known.type = { name: held, isRequired: false, isList: false };
    readSelections(selection.selectionSet.selections, held, reading, depth + 1);
  }
}

/** Pages of lists pass on the name: `OrderConnection` for `orders`, `OrderEdge` below it, and `Order` below that. */
function typeNameOf(field: string, parent: string, selections: readonly SelectionNode[]): string {
  const isInPage = PAGE_FIELD.test(field);
  const kind = isInPage ? parent.replace(/(?:Connection|Edge)$/, '') : kindOf(field);
  const isPage = selections.some(
    (one) => one.kind === 'Field' && one.selectionSet !== undefined && PAGE_FIELD.test(one.name.value),
  );
  if (!isPage) return kind;
  return `${kind}${isInPage ? 'Edge' : 'Connection'}`;
}

/** `Order` for `orders`, `myOrders`, `orderPage` and `orderByNumber`. */
function kindOf(field: string): string {
  const plain = field
    .replace(/^(?:my|all|get|list|find|search)(?=[A-Z])/, '')
    .replace(/(?:Page|List|Connection|Collection|By[A-Z]\w{0,60})$/, '');
  return plain.slice(0, 1).toUpperCase() + singular(plain).slice(1);
}

function variablesOf(
  { variableDefinitions = [] }: OperationDefinitionNode,
  print: (node: TypeNode) => string,
): ReadonlyMap<string, TypeRef> {
  return new Map(
    variableDefinitions.flatMap(({ variable, type }) => {
      const ref = writtenRef(print(type));
      return ref ? [[variable.name.value, ref] as const] : [];
    }),
  );
}

const LITERALS: Readonly<Record<string, string>> = {
  IntValue: 'Int',
  FloatValue: 'Float',
  StringValue: 'String',
  BooleanValue: 'Boolean',
};

/** Undefined for enumerated values and objects: nothing tells what else they may be. */
function inputOf({ name, value }: ArgumentNode, variables: Reading['variables']): Input | undefined {
  const type =
    value.kind === 'Variable'
      ? variables.get(value.name.value)
      : LITERALS[value.kind] && { name: LITERALS[value.kind] ?? '', isRequired: false, isList: false };
  return type ? { name: name.value, type } : undefined;
}

function fieldsOf(type: Fields | undefined): Field[] {
  return [...(type?.fields ?? [])].map(([name, { args, type: held }]) => ({
    ...{ name, args: [...args.values()], isDeprecated: false },
    ...(held ? { type: held } : {}),
  }));
}

function typesOf(types: ReadonlyMap<string, Fields>): Map<string, GraphqlType> {
  return new Map(
    [...types]
      .filter(([name]) => name !== 'Query')
      .map(([name, type]) => [
        name,
        { ...{ name, kind: 'OBJECT', inputs: [], values: [], members: [] }, fields: fieldsOf(type) },
      ]),
  );
}
