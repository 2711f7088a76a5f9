import { buildSchema, introspectionFromSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { LabApp } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { asAnnAndBob, SDL, shop } from '../../lab/graphql/shop.ts';
import type { ScanOptions } from '../../src/index.ts';
import { scan } from '../../src/index.ts';
import { readSchemas, type SchemaFile } from '../../src/inputs/read-schemas.ts';
import { recognise } from '../../src/inputs/recognise.ts';
import { dryRun } from '../../src/scanning/dry-run.ts';

const ALL = ['employees', 'find', 'me', 'me.orders', 'myOrders', 'order', 'orderPage', 'product', 'products'];
const DESCRIBED = JSON.stringify({ data: introspectionFromSchema(buildSchema(SDL)) });
/** Says nothing of its schema. */
const silent = { introspection: false, suggestions: false };

async function given(texts: readonly string[], lab: LabApp, options: Partial<ScanOptions> = {}, path = '') {
  const served = await serveLab(lab);
  const warnings: string[] = [];
  try {
    const result = await scan({
      guesses: 'first',
      url: served.url + path,
      specs: texts.map((text, at) => ({ uri: `schema-${at + 1}`, text })),
      selection: { include: ['foreign-object-served'], exclude: [] },
      onEvent: (event) => event.type === 'warning' && warnings.push(event.says.replaceAll(served.url, '')),
      ...options,
    });
    const fields = result.operations.filter(({ source }) => source === 'graphql');
    return {
      result,
      fields: fields
        .flatMap(({ id }) => (id.startsWith('MUTATION') ? [] : [id.replace('QUERY ', '')]))
        .sort(),
      warnings,
    };
  } finally {
    await served.close();
  }
}

test.each([
  ['SDL', [SDL]],
  ['an introspection result', [DESCRIBED]],
  ['an introspection result without its envelope', [JSON.stringify(JSON.parse(DESCRIBED).data)]],
  [
    'SDL in two files, of which one extends the other',
    [SDL.replace('me: User', ''), 'extend type Query { me: User }'],
  ],
  [
    'two parts of a federated schema, of which none is whole',
    [
      `${SDL.replace('me: User', '')} extend type Elsewhere @key(fields: "id")`,
      'type Query { me: User } type User @key(fields: "name") { name: String! }',
    ],
  ],
  ['SDL and introspection of another part', [DESCRIBED, 'type Query { me: Int }']],
])('read: %s', async (_name, texts) => {
  const files = texts.map((text, at) => ({ uri: `${at}`, text, recognised: recognise(text) }));
  const read = await readSchemas(files as SchemaFile[]);
  expect(read?.uris).toHaveLength(texts.length);
  expect(read?.schema.queries.map(({ name }) => name).sort()).toEqual(
    ALL.filter((name) => !name.includes('.')),
  );
  expect(read?.schema.types.get('User')?.fields.map(({ name }) => name)).toContain('name');
});

describe('a schema that the user gave is as good as introspection', () => {
  test('its fields are asked, and rules judge them', async () => {
    const { fields, result, warnings } = await given(
      [SDL],
      shop({ foreignOrders: true }, silent),
      asAnnAndBob,
    );
    expect(fields).toEqual(ALL);
    expect(result.findings.map(({ rule }) => rule)).toEqual(['foreign-object-served']);
    expect(warnings).toEqual([]);
  });

  test.each(['/', '/shop/v2'])('where the target itself is the endpoint: %s', async (path) => {
    const { fields } = await given([SDL], shop({}, { ...silent, path }), {}, path);
    expect(fields).toEqual(ALL);
  });

  test('fields that introspection leaves out are asked too', async () => {
    const more = `${SDL} extend type Query { audit: [String!] }`;
    const { fields } = await given([more], shop());
    expect(fields).toEqual(['audit', ...ALL]);
  });

  test('a dry run lists its fields', async () => {
    const told = await dryRun({ url: 'http://127.0.0.1:9', specs: [{ uri: 'schema', text: SDL }] });
    expect(told).toMatch(/^POST {4}http:\/\/127\.0\.0\.1:9\/graphql {2}\(anonymous\) {2}×\d{2,}$/m);
  });
});

describe('what does not fit is said in one line', () => {
  const foreign = 'type Query { planets: [String!]! moons: [String!]! }';
  const unfit = 'The GraphQL schema schema-1 does not fit the target: /graphql knows none of its 2 fields.';

  test('of an endpoint that describes itself', async () => {
    const { fields, warnings } = await given([foreign], shop());
    expect(fields).toEqual(ALL);
    expect(warnings).toEqual([unfit]);
  });

  test('of an endpoint that does not', async () => {
    const { warnings } = await given([foreign], shop({}, silent));
    expect(warnings[0]).toBe(unfit);
  });

  test('no endpoint at all', async () => {
    const { fields, warnings } = await given(
      [SDL],
      { routes: (_request, response) => response.writeHead(404).end('{}') },
      { identities: [] },
    );
    expect(fields).toEqual([]);
    expect(warnings.filter((says) => says.includes('GraphQL'))).toEqual([
      'The GraphQL schema schema-1 was given, and no usual place of the target answers GraphQL: name the endpoint itself as the target, and a credential where it asks for one.',
    ]);
  });
});

test.each([
  [
    'schema-1 is a GraphQL schema that cannot be read: Syntax Error: Expected Name, found "}"',
    'type Query { me: }',
  ],
  ['schema-1 is a GraphQL schema that cannot be read: Unknown type: "User"', 'type Query { me: User }'],
  [
    'schema-1 is a GraphQL schema without a field to query: give the file that defines Query',
    'type User { id: ID }',
  ],
  ['schema-1 is a GraphQL schema without a field to query', '{"data":{"__schema":{"types":[]}}}'],
])('%s', async (says, text) => {
  const failure = given([text], shop());
  await expect(failure).rejects.toMatchObject({ exitCode: 2, code: 'invalid-spec' });
  await expect(failure).rejects.toThrow(says);
});
