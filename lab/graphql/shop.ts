import { buildSchema, GraphQLError } from 'graphql';
import type { LabApp } from '../app.ts';
import type { Setup } from './service.ts';
import { graphqlService } from './service.ts';

export const ANN = 'ann-token-7Jq2mVw9Xr4Tz';
export const BOB = 'bob-token-4Kd8nQz1Ls6Yh';
const NAMES: Readonly<Record<string, string>> = { [ANN]: 'ann', [BOB]: 'bob' };

/** Two users that have each their own orders. */
export const asAnnAndBob = {
  identities: [
    { name: 'ann', credentials: [{ kind: 'bearer' as const, token: ANN }] },
    { name: 'bob', credentials: [{ kind: 'bearer' as const, token: BOB }] },
  ],
};

export const SDL = `
  enum State { OPEN SENT }
  input OrderFilter { item: String, state: State, minimum: Int }
  type User { name: String!, orders: [Order!]! }
  type Order { id: ID!, item: String!, total: Int!, state: State!, customer: User! }
  type OrderEdge { node: Order!, cursor: String! }
  type OrderConnection { edges: [OrderEdge!]!, pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! }
  type Product { id: ID!, title: String! }
  type Employee { id: ID!, login: String!, passwordHash: String! }
  union Found = Product | User
  type Query {
    me: User
    myOrders(filter: OrderFilter): [Order!]!
    orderPage(first: Int): OrderConnection
    order(id: ID!): Order
    products(search: String, limit: Int): [Product!]!
    product(id: ID!): Product
    find(text: String!): [Found!]!
    employees: [Employee!]!
  }
  type Mutation { cancel(id: ID!): Boolean }
`;

interface Context {
  readonly token?: string;
}

const ROWS = [
  { id: '101', item: 'lamp', total: 30, state: 'OPEN', owner: 'ann' },
  { id: '102', item: 'desk', total: 220, state: 'SENT', owner: 'bob' },
  { id: '103', item: 'chair', total: 75, state: 'OPEN', owner: 'ann' },
];
const PRODUCTS = [
  { id: '1', title: 'lamp' },
  { id: '2', title: 'desk' },
];
/** bcrypt of nothing in use. */
const HASH = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy';

export interface Flaws {
  /** Any order is served to whoever is logged in. */
  readonly foreignOrders?: boolean;
  /** The search is put into a statement. */
  readonly sql?: boolean;
  /** Everybody reads the employees. */
  readonly openEmployees?: boolean;
}

/** A shop by GraphQL: as careful as it is made. */
export function shop(
  { foreignOrders = false, sql = false, openEmployees = false }: Flaws = {},
  setup: Setup = {},
): LabApp {
  function caller({ token }: Context): string {
    const name = token === undefined ? undefined : NAMES[token];
    if (name === undefined)
      throw new GraphQLError('You are not logged in.', { extensions: { code: 'UNAUTHENTICATED' } });
    return name;
  }
  type Row = (typeof ROWS)[number];
  const user = (name: string): object => ({
    name,
    orders: () => ROWS.filter(({ owner }) => owner === name).map(shown),
  });
  const shown = (row: Row) => ({ ...row, customer: () => user(row.owner) });
  const own = (context: Context) => {
    const name = caller(context);
    return ROWS.filter(({ owner }) => owner === name).map(shown);
  };
  const root = {
    me: (_: unknown, context: Context) => (context.token === undefined ? null : user(caller(context))),
    myOrders: (_: unknown, context: Context) => own(context),
    orderPage: (_: unknown, context: Context) => ({
      edges: own(context).map((node) => ({ node, cursor: node.id })),
      pageInfo: { hasNextPage: false },
    }),
    order({ id }: { id: string }, context: Context) {
      const name = caller(context);
      const row = ROWS.find((held) => held.id === id && (foreignOrders || held.owner === name));
      return row ? shown(row) : null;
    },
    products({ search = '' }: { search?: string }) {
      if (sql && search.split("'").length % 2 === 0)
        throw new GraphQLError(`You have an error in your SQL syntax near '${search}'`);
      return PRODUCTS;
    },
    product: ({ id }: { id: string }) => PRODUCTS.find((held) => held.id === id) ?? null,
    find: () => PRODUCTS.map((held) => ({ ...held, __typename: 'Product' })),
    employees(_: unknown, context: Context) {
      if (!openEmployees) caller(context);
      if (!openEmployees) throw new GraphQLError('Forbidden', { extensions: { code: 'FORBIDDEN' } });
      return [{ id: '7', login: 'root', passwordHash: HASH }];
    },
  };
  return graphqlService(buildSchema(SDL), root, setup);
}
