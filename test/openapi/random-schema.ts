import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';

const ajv = new Ajv2020({
  strict: false,
  logger: false,
  validateSchema: false,
  ownProperties: true,
  addUsedSchema: false,
});
addFormats.default(ajv);
for (const format of ['int32', 'int64', 'float', 'double', 'byte', 'binary', 'password'])
  ajv.addFormat(format, true);

/** Asks ajv, which we do not ship, whether a value fits a schema of JSON Schema 2020-12. */
export function ajvAccepts(schema: object | boolean, value: unknown): boolean {
  const accepts = ajv.compile(schema)(value);
  ajv.removeSchema(schema);
  return accepts;
}

const small = fc.integer({ min: 0, max: 6 });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const name = fc.constantFrom('a', 'b', 'email', 'userId', 'x y', 'length');
const leaf = fc.oneof(
  fc.constantFrom('', 'a', 'abc', 'x'.repeat(9)),
  fc.integer({ min: -9, max: 9 }),
  fc.boolean(),
  fc.constant(null),
);

/** Schemas of every keyword that requests use; many can be satisfied, some cannot. */
export const anySchema = fc.letrec<{ schema: object }>((tie) => {
  const schema = tie('schema');
  const clean = (node: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(node).filter(([, value]) => value !== undefined));
  return {
    schema: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc
        .record({
          type: fc.constant('string'),
          minLength: optional(small),
          maxLength: optional(fc.integer({ min: 3, max: 20 })),
          format: optional(
            fc.constantFrom('date', 'date-time', 'uuid', 'email', 'ipv4', 'ipv6', 'uri', 'hostname'),
          ),
        })
        .map(clean),
      fc.record({
        type: fc.constant('string'),
        pattern: fc.constantFrom('^[a-z]+$', '^\\d{3}-\\d{4}$', 'foo|bar', '^[A-Z]\\w*$'),
      }),
      fc
        .record({
          type: fc.constantFrom('integer', 'number'),
          minimum: optional(fc.integer({ min: -50, max: 50 })),
          exclusiveMinimum: optional(fc.integer({ min: -50, max: 50 })),
          maximum: optional(fc.integer({ min: -20, max: 90 })),
          exclusiveMaximum: optional(fc.integer({ min: -20, max: 90 })),
          multipleOf: optional(fc.constantFrom(1, 2, 5, 7, 0.5, 0.25)),
        })
        .map(clean),
      fc.record({ enum: fc.uniqueArray(leaf, { minLength: 1, maxLength: 4 }) }),
      fc.record({ const: leaf }),
      fc.constantFrom({ type: 'boolean' }, { type: 'null' }, { type: ['string', 'null'] }, {}),
      fc
        .record({
          type: fc.constant('array'),
          items: schema,
          minItems: optional(fc.integer({ min: 0, max: 3 })),
          maxItems: optional(fc.integer({ min: 1, max: 5 })),
          uniqueItems: optional(fc.boolean()),
        })
        .map(clean),
      fc
        .record({
          type: fc.constant('object'),
          properties: fc.dictionary(name, schema, { maxKeys: 4 }),
          required: optional(fc.uniqueArray(name, { maxLength: 3 })),
          additionalProperties: optional(fc.oneof(fc.boolean(), schema)),
          minProperties: optional(fc.integer({ min: 0, max: 3 })),
        })
        .map(clean),
      fc.record({ allOf: fc.array(schema, { minLength: 1, maxLength: 2 }) }),
      fc.record({ anyOf: fc.array(schema, { minLength: 1, maxLength: 3 }) }),
      fc.record({ oneOf: fc.array(schema, { minLength: 1, maxLength: 3 }) }),
      fc.record({ type: fc.constantFrom('string', 'integer'), not: schema }),
    ),
  };
}).schema;
