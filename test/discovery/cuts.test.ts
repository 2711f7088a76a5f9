import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { type LabApp, serveLab } from '../../lab/app.ts';
import { documented } from '../../lab/documented.ts';
import { type Cut, createCuts } from '../../src/cuts.ts';
import { selectedFields } from '../../src/graphql/document.ts';
import { fieldOperations } from '../../src/graphql/operations.ts';
import { readIntrospection } from '../../src/graphql/schema.ts';
import { suggestedSchema } from '../../src/graphql/suggested-schema.ts';
import { surveyed } from '../../src/graphql/survey.ts';
import { blindSpots } from '../../src/report/blind-spots.ts';
import { type ScanOptions, scan } from '../../src/scan.ts';

async function scanned(app: LabApp, options: Partial<ScanOptions> = {}, path = '') {
  const served = await serveLab(app);
  try {
    return await scan({ url: served.url + path, checks: [], ...options });
  } finally {
    await served.close();
  }
}

const numbered = (count: number, of: (at: number) => string) =>
  Array.from({ length: count }, (_none, at) => of(at));

test('what a bound leaves out is counted by kind and bound, and what it leaves whole is not', () => {
  const cuts = createCuts();
  expect(cuts.first([1, 2, 3], 2, 'lists', 'two are read')).toEqual([1, 2]);
  expect(cuts.first([1, 2], 2, 'lists', 'two are read')).toEqual([1, 2]);
  expect(cuts.first([1, 2, 3, 4], 2, 'lists', 'two are read')).toEqual([1, 2]);
  expect(cuts.first([1], 0, 'lists', 'none is read')).toEqual([]);
  cuts.add(
    { what: 'links', tested: 1, total: 1, reason: 'w' },
    { what: 'fields', tested: 1, total: 3, reason: 'w' },
  );
  cuts.add({ what: 'fields', tested: 2, total: 2, reason: 'w' });
  expect(cuts.all).toEqual([
    { what: 'lists', tested: 2, total: 4, reason: 'two are read' },
    { what: 'lists', tested: 0, total: 1, reason: 'none is read' },
    { what: 'fields', tested: 3, total: 5, reason: 'w' },
  ]);
});

describe('in discovery', () => {
  test('a small service is looked at whole, and nothing is said', async () => {
    const routes = new Hono().get('/', (c) => c.json({ links: ['/a', '/b'] })).get('/a', (c) => c.json({}));
    const result = await scanned({ routes });
    expect(result.notTested).toBeUndefined();
  });

  test('links that a crawl has no requests for', async () => {
    const routes = new Hono()
      .get('/', (c) => c.json({ links: numbered(250, (at) => `/${word(at)}/${word(at)}`) }))
      .get('/*', (c) => c.json({ at: c.req.path }));
    const result = await scanned({ routes });
    const cut = result.notTested?.find(({ what }) => what === 'links of pages and answers');
    expect(cut).toMatchObject({ reason: 'a crawl makes 90 requests at most', tested: 90 });
    expect(cut?.total).toBeGreaterThanOrEqual(250);
    expect(blindSpots(result).join('\n')).toMatch(
      /^90 of 2\d\d links of pages and answers were tested: a crawl makes 90 requests at most\.$/m,
    );
  });

  test('links that lie deeper than they are followed, and pages that are longer than they are read', async () => {
    const page = (link: string) => `<a href="${link}">on</a>${' '.repeat(link === '/b1' ? 300_000 : 0)}`;
    const routes = new Hono();
    for (const [at, name] of ['a', 'b', 'c', 'd'].entries())
      routes.get(`/${name}1`, (c) => c.html(page(`/${'bcde'[at]}1`)));
    const result = await scanned({ routes: routes.get('/', (c) => c.html(page('/a1'))) });
    expect(result.notTested).toEqual([
      expect.objectContaining({ what: 'kinds of links', reason: 'links are followed 3 deep' }),
      expect.objectContaining({ what: 'pages and scripts, from beginning to end,' }),
    ]);
    for (const { tested, total } of result.notTested ?? []) expect(total - tested).toBe(1);
  });

  test('of twenty places all are asked for their methods, where the service tells them', async () => {
    const routes = new Hono().get('/', (c) => c.json({ links: numbered(20, (at) => `/${word(at)}`) }));
    const asked: string[] = [];
    routes.on(['OPTIONS'], '/*', (c) => {
      asked.push(c.req.path);
      const isThere = c.req.path.length === 4;
      return c.body(
        null,
        204,
        isThere ? { Allow: c.req.path === `/${word(19)}` ? 'GET, DELETE' : 'GET' } : {},
      );
    });
    routes.get('/*', (c) => (c.req.path.length === 4 ? c.json({ at: c.req.path }) : c.notFound()));
    const { operations } = await scanned({ routes });
    expect(operations.map(({ id }) => id)).toContain(`DELETE /${word(19)}`);
    expect(new Set(asked).size).toBeGreaterThanOrEqual(21);
  });

  test('addresses of documents that a page names', async () => {
    const names = numbered(33, (at) => `{"url":"/specs/${word(at)}"}`).join();
    const routes = new Hono().get('/docs', (c) => c.html(`<div id="swagger-ui"></div>urls: [${names}]`));
    const { notTested } = await scanned({ routes });
    const what = 'addresses that are named as those of documents';
    expect(notTested?.find((cut) => cut.what === what)).toMatchObject({ total: 33, tested: 30 });
  });

  test('operations that seem to register users', async () => {
    const form = {
      type: 'object',
      properties: { username: { type: 'string' }, password: { type: 'string' } },
    };
    const requestBody = { content: { 'application/json': { schema: form } } };
    const makers = numbered(5, (at) => `POST /${word(at)}/register`);
    const openapi = documented(Object.fromEntries(makers.map((id) => [id, { requestBody }])));
    const routes = new Hono().post('/*', (c) => c.json({ error: 'closed' }, 403));
    const { notTested } = await scanned({ routes, openapi }, { mode: 'active' });
    expect(notTested).toEqual([
      {
        ...{ what: 'operations that seem to register users', tested: 3, total: 5 },
        reason: 'an account may come of each: 3 are tried',
      },
    ]);
  });

  test('a list of models behind many other lists is recognised, and none of many endpoints is left out', async () => {
    const lists = numbered(40, (at) => `GET /${word(at)}`);
    const chats = numbered(12, (at) => `POST /${word(at)}/v1/chat/completions`);
    const routes = new Hono().get('/z/v1/models', (c) =>
      c.json({ object: 'list', data: [{ object: 'model', id: 'm' }] }),
    );
    routes.get('/*', (c) => (c.req.path.length === 4 ? c.json([]) : c.notFound()));
    const all = [...lists, ...chats, 'GET /z/v1/models'];
    const openapi = documented(Object.fromEntries(all.map((id) => [id, {}])));
    const found: string[] = [];
    await scanned(
      { routes, openapi },
      {
        onEvent: (event) => {
          if (event.type === 'discovered') found.push(...event.surface.llmEndpoints.map(({ url }) => url));
        },
      },
    );
    expect(found).toHaveLength(13);
    expect(found.map((url) => new URL(url).pathname)).toContain('/z/v1/chat/completions');
  });
});

describe('of GraphQL', () => {
  const named = (name: string, kind = 'OBJECT') => ({ kind, name });
  const field = (name: string, type: object, args: readonly object[] = []) => ({ name, type, args });
  const TEXT = named('String', 'SCALAR');
  const schemaOf = (types: readonly object[]) =>
    readIntrospection({ queryType: { name: 'Query' }, types: [...types, TEXT] });
  const cutsOf = (types: readonly object[]): readonly Cut[] => {
    const schema = schemaOf(types);
    const endpoint = { url: 'http://127.0.0.1/graphql', way: 'post', isOpen: true } as const;
    return surveyed([schema ? { ...endpoint, schema } : endpoint]).cuts.filter(
      ({ tested, total }) => tested < total,
    );
  };

  test('fields that no query asks for', () => {
    const user = {
      ...named('User'),
      fields: [
        ...numbered(70, word).map((name) => field(name, TEXT)),
        field('scan', TEXT, [{ name: 'at', type: { kind: 'NON_NULL', ofType: TEXT } }]),
      ],
    };
    const query = { ...named('Query'), fields: [field('user', named('User'))] };
    expect(cutsOf([query, user])).toMatchObject([
      { what: 'fields of objects that GraphQL queries lead to', tested: 60, total: 71 },
    ]);
    const small = { ...user, fields: user.fields.slice(0, 60) };
    expect(cutsOf([query, small])).toEqual([]);
  });

  test('a level that is too deep, a union, a cycle', () => {
    const leads = (name: string, to: string) => ({
      ...named(name),
      fields: [field('id', TEXT), field('next', named(to))],
    });
    const pair = { ...named('Pair', 'UNION'), possibleTypes: [{ name: 'A' }, { name: 'B' }] };
    const query = { ...named('Query'), fields: [field('a', named('A')), field('pair', named('Pair'))] };
    const schema = schemaOf([
      query,
      pair,
      leads('A', 'B'),
      leads('B', 'C'),
      leads('C', 'D'),
      leads('D', 'A'),
    ]);
    const steps = schema?.queries.map((field) => [{ field, fills: new Map<string, string>() }]) ?? [];
    expect(schema && selectedFields(schema, steps, new Set())).toEqual({ tested: 3, total: 8 });
  });

  test('arguments that become no parameter', () => {
    const deep = [0, 1, 2, 3, 4].map((at) => ({
      ...named(`In${at}`, 'INPUT_OBJECT'),
      inputFields: [{ name: 'in', type: at === 4 ? TEXT : named(`In${at + 1}`, 'INPUT_OBJECT') }],
    }));
    const args = [
      ...numbered(53, word).map((name) => ({ name, type: TEXT })),
      { name: 'deep', type: named('In0', 'INPUT_OBJECT') },
    ];
    const query = { ...named('Query'), fields: [field('find', TEXT, args)] };
    expect(cutsOf([query, ...deep])).toMatchObject([
      { what: 'arguments of GraphQL queries', tested: 50, total: 54 },
    ]);
    const schema = schemaOf([query, ...deep]);
    expect(schema && fieldOperations('http://127.0.0.1/graphql', schema).fields[0]?.leftOut).toBe(4);
  });

  test('types and fields of a description', () => {
    const types = numbered(5_001, (at) => `T${at}`).map((name) => ({ ...named(name), fields: [] }));
    const query = { ...named('Query'), fields: numbered(1_002, word).map((name) => field(name, TEXT)) };
    expect(cutsOf([query, ...types])).toMatchObject([
      { what: 'types of a GraphQL schema', tested: 5_000, total: 5_003 },
      { what: 'fields of a GraphQL schema', tested: 1_000, total: 1_002 },
    ]);
  });

  test('fields that suggestions name', async () => {
    const more = numbered(30, word);
    const schema = await suggestedSchema(async (document) =>
      document.includes(' ')
        ? more.map(
            (name) => `Cannot query field "${document.slice(1, 3)}" on type "Query". Did you mean "${name}"?`,
          )
        : [],
    );
    expect(schema?.cuts).toMatchObject([{ what: 'fields that suggestions name', tested: 20 }]);
    expect(schema?.cuts?.[0]?.total).toBeGreaterThan(30);
  });
});

/** `aab`, `aac`: words of three letters, none of which is a number or a template. */
function word(at: number): string {
  const letter = (of: number) => String.fromCharCode(98 + (of % 20));
  return `k${letter(Math.floor(at / 20) % 20)}${letter(at)}${at < 400 ? '' : letter(Math.floor(at / 400))}`;
}
