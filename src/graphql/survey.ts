import type { Cut } from '../cuts.ts';
import type { RequestView } from '../http/request-view.ts';
import type { Operation } from '../openapi/operation.ts';
import { SELECTION_BOUND, selectedFields } from './document.ts';
import type { GraphqlEndpoint } from './endpoint.ts';
import { mutationOperations } from './mutations.ts';
import { type FieldOperation, fieldOperations, OPERATION_BOUND, PARAMETER_BOUND } from './operations.ts';
import { graphqlView } from './view.ts';

export interface Survey {
  readonly operations: readonly Operation[];
  readonly view: RequestView;
  /** Paths of the endpoints: without a query they answer nothing. */
  readonly paths: ReadonlySet<string>;
  /** Sentences about endpoints of which nothing can be asked. */
  readonly gaps: readonly string[];
  readonly cuts: readonly Cut[];
}

/** All fields of all endpoints; one that serves the same schema as an earlier one is the same service. */
export function surveyed(endpoints: readonly GraphqlEndpoint[]): Survey {
  const own = new Map<string, GraphqlEndpoint>();
  for (const endpoint of endpoints) {
    const { schema } = endpoint;
    const key = schema ? JSON.stringify(schema.queries) : endpoint.url;
    if (!own.has(key)) own.set(key, endpoint);
  }
  const told = [...own.values()].flatMap((endpoint) =>
    endpoint.schema ? [{ ...endpoint, schema: endpoint.schema }] : [],
  );
  const viewed = told.map((endpoint, at) => {
    const { fields, there } = fieldOperations(endpoint.url, endpoint.schema, { named: at > 0 });
    const mutations = mutationOperations(endpoint.url, endpoint.schema, fields, { named: at > 0 });
    return { ...endpoint, fields, mutations, there, own: new Set(fields.flatMap(({ of }) => of ?? [])) };
  });
  return {
    operations: viewed.flatMap(({ fields, mutations }) =>
      [...fields, ...mutations].map(({ operation }) => operation),
    ),
    view: graphqlView(viewed),
    paths: new Set(endpoints.map(({ url }) => new URL(url).pathname)),
    gaps: [...own.values()].flatMap(gapOf),
    cuts: viewed.flatMap(({ schema, fields, there, own }) => [
      ...(schema.cuts ?? []),
      {
        ...{ what: 'GraphQL fields that are operations', tested: fields.length, total: there },
        reason: OPERATION_BOUND,
      },
      {
        what: 'fields of objects that GraphQL queries lead to',
        ...selectedFields(
          schema,
          fields.map(({ steps }) => steps),
          own,
        ),
        reason: SELECTION_BOUND,
      },
      argumentCut(fields),
    ]),
  };
}

function gapOf({ url, schema, source }: GraphqlEndpoint): string[] {
  if (!schema) return [`${url} answers GraphQL and does not tell its schema: its fields were not tested.`];
  if (source !== 'suggestions' && source !== 'scripts') return [];
  const count = schema.queries.length;
  const where = source === 'scripts' ? 'in scripts of its pages' : 'by its suggestions';
  return [
    `${url} does not describe its schema: ${count} ${count === 1 ? 'field was' : 'fields were'} found ${where}, others not.`,
  ];
}

function argumentCut(fields: readonly FieldOperation[]): Cut {
  const tested = fields.reduce((sum, { operation }) => sum + operation.parameters.length, 0);
  const left = fields.reduce((sum, { leftOut }) => sum + leftOut, 0);
  return { what: 'arguments of GraphQL queries', tested, total: tested + left, reason: PARAMETER_BOUND };
}
