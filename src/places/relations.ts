import type { RequestSpec } from '../http/client.ts';
import { formDecoded, percentEncoded } from '../http/foreign-text.ts';
import { describedWords } from '../openapi/described-values.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation, Parameter, Spec } from '../openapi/operation.ts';
import { operationsToRead } from './operations.ts';
import type { PlaceKind } from './place.ts';

/** A read that a parameter has show related things beside what it shows anyway. */
export interface RelationRead {
  readonly operation: Operation;
  readonly request: RequestSpec;
  readonly parameter: string;
  /** What the document says that may be asked for. */
  readonly named: readonly string[];
  /** The ordinary request with this relation. */
  readonly with: (relation: string) => RequestSpec;
}

/** As REST layers call it: JSON:API, OData, and those of mappers. */
const BRINGS =
  /^(?:\$?expand|include[sd]?|embed(?:ded)?|with|populate|relations?|join|side_?load|expansions?|preload)(?:\[\])?$/i;
/** Where no document says which there are. */
const USUAL = ['include', 'expand', 'embed'] as const;

/** Reads with a parameter that by its name brings related things; without a document any read may have one. */
export const relationReads: PlaceKind<RelationRead> = {
  one: 'parameter that brings related things',
  many: 'parameters that bring related things',
  find: ({ surface }) =>
    operationsToRead(surface).flatMap(({ operation, request }) => {
      if (operation.source === 'graphql') return [];
      const place = (parameter: string, named: readonly string[]): RelationRead => ({
        ...{ operation, request, parameter, named },
        with: (relation) => withQuery(request, parameter, relation),
      });
      const described = operation.parameters.filter(
        ({ name, in: where }) => where === 'query' && BRINGS.test(name),
      );
      if (described.length > 0) return described.map((one) => place(one.name, valuesIn(one, surface.spec)));
      return operation.source === 'spec' ? [] : USUAL.map((name) => place(name, []));
    }),
  key: ({ operation, parameter }) => `${operation.id} ${parameter}`,
  operationOf: ({ operation }) => operation,
};

function valuesIn({ schema, example }: Parameter, spec: Spec | undefined): string[] {
  const flat = spec?.resolve(schema) ?? schema;
  const items = isNode(flat) ? (spec?.resolve(flat.items) ?? flat.items) : undefined;
  const said = [flat, items].flatMap((node) => {
    if (!isNode(node)) return [];
    const listed = Array.isArray(node.enum) ? node.enum : [];
    return [...listed, node.example, node.default, ...describedWords(node.description)];
  });
  const texts = [...said, example].filter((one): one is string => typeof one === 'string');
  return [...new Set(texts.flatMap((text) => text.split(',').map((part) => part.trim())))].filter(
    (text) => text !== '',
  );
}

function withQuery(request: RequestSpec, name: string, value: string): RequestSpec {
  const [base = '', query = ''] = request.url.split('?', 2);
  const others = query
    .split('&')
    .filter((pair) => pair !== '' && formDecoded(pair.split('=')[0] ?? '') !== name);
  return {
    ...request,
    url: `${base}?${[...others, `${percentEncoded(name)}=${percentEncoded(value)}`].join('&')}`,
  };
}
