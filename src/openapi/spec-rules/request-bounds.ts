import { typesOf } from '../merge-schemas.ts';
import type { Node } from '../node.ts';
import type { Operation, Spec } from '../operation.ts';
import { defineSpecRule, type SpecPlace } from './observation.ts';
import { type PlacedSchema, schemasWithin } from './schema-walk.ts';

/** Schemas of everything that a client sends, each once in the whole document, with the operation that met it first. */
function* requestSchemas(spec: Spec): Iterable<PlacedSchema & { readonly operation: Operation }> {
  const seen = new Set<Node>();
  for (const operation of spec.operations) {
    const roots = [
      ...operation.parameters.map((parameter) => ({
        schema: parameter.schema,
        pointer: `${parameter.pointer ?? operation.pointer ?? ''}/schema`,
        name: parameter.name,
      })),
      ...operation.bodies.map((body) => ({
        schema: body.schema,
        pointer: `${body.pointer ?? operation.pointer ?? ''}/schema`,
        name: 'body',
      })),
    ];
    for (const { schema, pointer, name } of roots)
      for (const placed of schemasWithin(spec, schema, pointer, name, seen)) yield { ...placed, operation };
  }
}

function* unbounded(
  spec: Spec,
  type: string,
  isBounded: (schema: Node) => boolean,
): Iterable<SpecPlace | undefined> {
  for (const { schema, pointer, name, operation } of requestSchemas(spec)) {
    yield undefined;
    if (!typesOf(schema.type).includes(type) || schema.readOnly === true) continue;
    if (Array.isArray(schema.enum) || Object.hasOwn(schema, 'const') || isBounded(schema)) continue;
    yield {
      pointer,
      operationId: operation.id,
      evidenceSummary: `${operation.id} accepts "${name ?? ''}", ${type === 'string' ? 'a' : 'an'} ${type} without a maximum.`,
    };
  }
}

export const unboundedArray = defineSpecRule({
  id: 'unbounded-array',
  severity: 'info',
  title: 'Array without maxItems',
  aliases: ['maxItems', 'unbounded input', 'OpenAPI'],
  description: 'One request can contain millions of items, and the service has to process them all.',
  remediation: 'Set maxItems and enforce it before the list is processed.',
  cwe: [770, 1284],
  observe: (spec) => unbounded(spec, 'array', ({ maxItems }) => typeof maxItems === 'number'),
});

/** Formats whose values have a length of their own. */
const BOUNDED_FORMATS = [
  'date',
  'date-time',
  'time',
  'uuid',
  'ipv4',
  'ipv6',
  'email',
  'hostname',
  'binary',
  'duration',
];

export const unboundedString = defineSpecRule({
  id: 'unbounded-string',
  severity: 'info',
  title: 'String without maxLength',
  aliases: ['maxLength', 'unbounded input', 'OpenAPI'],
  description:
    'One request can contain a text of any size, which costs memory, storage and, with regular expressions, time.',
  remediation: 'Set maxLength, or a format or pattern that limits it, and enforce it.',
  cwe: [770, 1284],
  observe: (spec) =>
    unbounded(
      spec,
      'string',
      ({ maxLength, pattern, format }) =>
        typeof maxLength === 'number' ||
        typeof pattern === 'string' ||
        (typeof format === 'string' && BOUNDED_FORMATS.includes(format)),
    ),
});

export const unboundedInteger = defineSpecRule({
  id: 'unbounded-integer',
  severity: 'info',
  title: 'Integer without minimum or maximum',
  aliases: ['maximum', 'integer overflow', 'OpenAPI'],
  description:
    'Clients can request page sizes or quantities of any size, including negative ones. The schema has no minimum and maximum.',
  remediation: 'Set minimum and maximum, or format int32 or int64, and enforce them.',
  cwe: [1284, 770],
  observe: (spec) =>
    unbounded(
      spec,
      'integer',
      ({ maximum, exclusiveMaximum, format }) =>
        typeof maximum === 'number' || typeof exclusiveMaximum === 'number' || typeof format === 'string',
    ),
});

export const openRequestBody = defineSpecRule({
  id: 'open-request-body',
  severity: 'info',
  title: 'Request schema allows additional properties',
  aliases: ['additionalProperties', 'mass assignment'],
  description:
    'Clients can send properties such as "role" or "balance", which may be written to the object (mass assignment). The request schema allows additional properties.',
  remediation:
    'Set additionalProperties: false (OpenAPI 3.1: unevaluatedProperties: false), and copy only named properties.',
  cwe: [915],
  *observe(spec) {
    for (const operation of spec.operations) {
      yield undefined;
      for (const body of operation.bodies) {
        const root = `${body.pointer ?? operation.pointer ?? ''}/schema`;
        const [first] = schemasWithin(spec, body.schema, root);
        if (!first || !Object.hasOwn(first.schema, 'properties')) continue;
        const { additionalProperties, unevaluatedProperties } = first.schema;
        if (additionalProperties === false || unevaluatedProperties === false) continue;
        const stated = additionalProperties === true;
        yield {
          pointer: first.pointer,
          operationId: operation.id,
          evidenceSummary: `The ${body.mediaType} body of ${operation.id} ${stated ? 'explicitly allows additional properties' : 'does not forbid additional properties'}.`,
          severity: stated ? 'low' : 'info',
        };
        break;
      }
    }
  },
});
