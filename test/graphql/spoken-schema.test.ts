import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { asAnnAndBob, shop } from '../../lab/graphql/shop.ts';
import { documentsIn } from '../../src/graphql/documents-in-text.ts';
import { spokenSchema } from '../../src/graphql/spoken-schema.ts';
import { scan } from '../../src/scan.ts';

const SCRIPT = `
const LINE = \`fragment Line on Order { id item total }\`;
const MINE = \`query Mine($filter: OrderFilter) { myOrders(filter: $filter) { ...Line state customer { name } } }\`;
const ONE = "query One($id: ID!) {\\n order(id: $id) { id item total state } }";
const PAGE = \`{ orderPage(first: 2) { edges { node { id } cursor } } }\`;
const SEND = \`mutation Cancel($id: ID!) { cancel(id: $id) }\`;
const query = { not: 'a document' };
`;

test('the fields that scripts ask for, with the types of their variables', async () => {
  const schema = await spokenSchema([SCRIPT]);
  const queries = schema?.queries.map(({ name, args, type }) => [
    name,
    args.map((arg) => `${arg.name}: ${arg.type.name}${arg.type.isRequired ? '!' : ''}`).join(', '),
    type?.name,
  ]);
  expect(queries).toEqual([
    ['myOrders', 'filter: OrderFilter', 'Order'],
    ['order', 'id: ID!', 'Order'],
    ['orderPage', 'first: Int', 'OrderConnection'],
  ]);
  const fieldsOf = (type: string) => schema?.types.get(type)?.fields.map(({ name }) => name);
  expect(fieldsOf('Order')).toEqual(['id', 'item', 'total', 'state', 'customer']);
  expect(fieldsOf('OrderConnection')).toEqual(['edges']);
  expect(fieldsOf('OrderEdge')).toEqual(['node', 'cursor']);
  expect(fieldsOf('Customer')).toEqual(['name']);
});

test.each([
  ['code that looks alike', 'function query(a) { return { id: a } } const o = "{ no document";'],
  ['prose', 'This query (see above) { is none.'],
  ['an open end', '`query Q { a { b '],
])('none in %s', async (_name, source) => {
  expect(await spokenSchema([source])).toBeUndefined();
});

test('what a script puts in and its escapes are left out', () => {
  expect(documentsIn(`\`query Q { a { $\{FIELDS} id } }\` "query R {\\n b(at: \\"x\\") }"`)).toEqual([
    'query Q { a {   id } }',
    'query R {  b(at: "x") }',
  ]);
});

test('a service that tells no schema is asked what its pages ask', async () => {
  const lab = shop(
    {},
    {
      ...{ closed: true, introspection: false, mostErrors: 0 },
      files: {
        '/': ['text/html', '<title>Shop</title><script src="/app.js"></script>'],
        '/app.js': ['text/javascript', SCRIPT],
      },
    },
  );
  const served = await serveLab(lab);
  const warnings: string[] = [];
  try {
    const { operations } = await scan({
      url: served.url,
      guesses: 'first',
      selection: { include: ['graphql-introspection'], exclude: [] },
      ...asAnnAndBob,
      onEvent: (event) => event.type === 'warning' && warnings.push(event.says),
    });
    expect(
      operations.filter(({ source }) => source === 'graphql').map(({ id, status }) => [id, status]),
    ).toEqual([
      ['QUERY myOrders', 'tested'],
      ['QUERY order', 'tested'],
      ['QUERY orderPage', 'tested'],
    ]);
    expect(warnings).toContainEqual(expect.stringContaining('3 fields were found in scripts of its pages'));
  } finally {
    await served.close();
  }
});
