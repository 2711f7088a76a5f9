import { buildSchema, GraphQLError, graphql } from 'graphql';
import { rowsWhere } from '../input-validation/tiny-conditions.ts';
import { type Area, seenActively, seenByAll, seenByOne, seenByTwo, seenByTwoActively } from './area.ts';
import { orderView } from './orders.ts';
import type { User } from './rows.ts';
import { profileOf } from './views.ts';

const sdl = (profileInput: string) => `
  type Author { name: String!, email: String }
  type Profile { id: ID!, email: String!, name: String!, role: String!, balance: Int! }
  type Line { id: ID!, productId: ID!, quantity: Int!, price: Int! }
  type Order { id: ID!, note: String!, total: Int!, status: String!, lines: [Line!]! }
  type Review { id: ID!, stars: Int!, text: String!, author: Author! }
  type Product { id: ID!, name: String!, category: String!, price: Int!, reviews: [Review!]! }
  input ProfileInput { name: String${profileInput} }
  type Query {
    me: Profile!
    orders: [Order!]!
    order(id: ID!): Order
    products(search: String): [Product!]!
    product(id: ID!): Product
    users: [Profile!]!
  }
  type Mutation {
    updateProfile(input: ProfileInput!): Profile!
    createOrder(productId: ID!, quantity: Int!, note: String!): Order!
    noteOrder(id: ID!, note: String!): Order!
    cancelOrder(id: ID!): Boolean!
    setPrice(id: ID!, price: Int!): Product!
  }
`;

const MOST_CHARACTERS = 4_000;

function refused(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

interface Context {
  readonly user: User | undefined;
}

function logged({ user }: Context): User {
  if (!user) throw refused('Log in first', 'UNAUTHENTICATED');
  return user;
}

/** The same data by GraphQL. */
export const graph: Area = {
  switches: [
    ...seenByTwo([
      'graphql-order-by-anyone',
      'Any order is shown to whoever is logged in.',
      'QUERY order',
      ['foreign-object-served', 'neighbour-object-served'],
    ]),
    ...seenByOne([
      'graphql-users-open',
      'Whoever is logged in lists all users.',
      'QUERY users',
      ['plain-user-administrative-access', 'open-administrative-operation', 'email-addresses-exposed'],
    ]),
    ...seenByAll([
      'graphql-author-email',
      'Whoever asks reads the addresses of those who wrote reviews.',
      'QUERY product.reviews',
      ['email-addresses-exposed'],
    ]),
    ...seenByTwoActively(
      [
        'graphql-mutation-note-by-anyone',
        'Any order is changed by whoever is logged in.',
        'MUTATION noteOrder',
        ['foreign-object-written'],
      ],
      [
        'graphql-mutation-cancel-by-anyone',
        'Any order is removed by whoever is logged in.',
        'MUTATION cancelOrder',
        ['foreign-object-written'],
      ],
    ),
    ...seenActively(
      ['graphql-search-sql', 'The search is joined into a statement.', 'QUERY products', ['sql-injection']],
      [
        'graphql-mutation-profile-role',
        'The input of a profile has a role, and it is kept.',
        'MUTATION updateProfile',
        ['self-granted-privilege', 'mass-assignment'],
      ],
      [
        'graphql-mutation-price-open',
        'Whoever is logged in sets prices.',
        'MUTATION setPrice',
        ['plain-user-administrative-access', 'foreign-object-written', 'plain-user-administrative-write'],
      ],
    ),
  ],
  add({ api, store, tokens, on }) {
    const schema = buildSchema(sdl(on('graphql-mutation-profile-role') ? ', role: String' : ''));
    const { orders, products, users } = store;
    const shown = (id: string, user: User | undefined) => {
      const order = orders.get(Number(id));
      return order && (!user || order.userId === user.id) ? order : undefined;
    };
    const authorOf = (userId: number, asker: User | undefined) => {
      const author = users.get(userId);
      const seesEmail = on('graphql-author-email') || asker?.id === userId;
      return { name: author?.name ?? 'gone', email: seesEmail ? author?.email : null };
    };
    const productView = (product: { readonly id: number }, user: User | undefined) => ({
      ...product,
      reviews: () =>
        store.reviews
          .all()
          .filter(({ productId }) => productId === product.id)
          .slice(-20)
          .map((review) => ({ ...review, author: authorOf(review.userId, user) })),
    });
    const own = (id: string, context: Context, name: string) => {
      const user = logged(context);
      const order = shown(id, on(name) ? undefined : user);
      if (!order) throw refused('Not found', 'NOT_FOUND');
      return order;
    };
    const root = {
      me: (_: object, context: Context) => profileOf(logged(context)),
      orders: (_: object, context: Context) => {
        const { id } = logged(context);
        return orders
          .all()
          .filter(({ userId }) => userId === id)
          .map((order) => orderView(store, order));
      },
      order({ id }: { id: string }, context: Context) {
        const user = logged(context);
        const order = shown(id, on('graphql-order-by-anyone') ? undefined : user);
        return order ? orderView(store, order) : null;
      },
      products({ search }: { search?: string }, { user }: Context) {
        const all = products.all();
        const rows = all.map(({ id, name }) => ({ id: String(id), name }));
        const ids =
          on('graphql-search-sql') && search !== undefined
            ? rowsWhere(rows, `name = '${search}'`, 'sql').map(({ id }) => Number(id))
            : all.filter(({ name }) => search === undefined || name.includes(search)).map(({ id }) => id);
        return all
          .filter(({ id }) => ids.includes(id))
          .slice(0, 50)
          .map((one) => productView(one, user));
      },
      product({ id }: { id: string }, { user }: Context) {
        const product = products.get(Number(id));
        return product ? productView(product, user) : null;
      },
      users(_: object, context: Context) {
        if (logged(context).role !== 'admin' && !on('graphql-users-open'))
          throw refused('For administrators', 'FORBIDDEN');
        return users.all().slice(0, 100).map(profileOf);
      },
      updateProfile({ input }: { input: { name?: string; role?: User['role'] } }, context: Context) {
        return profileOf(Object.assign(logged(context), input));
      },
      createOrder(
        { productId, quantity, note }: { productId: string; quantity: number; note: string },
        context: Context,
      ) {
        const user = logged(context);
        const product = products.get(Number(productId));
        if (!product || quantity < 1 || quantity > 20 || note.length > 400)
          throw refused('Not valid', 'BAD_USER_INPUT');
        const order = orders.add({
          userId: user.id,
          note,
          status: 'placed',
          total: product.price * quantity,
        });
        store.lines.add({ orderId: order.id, productId: product.id, quantity, price: product.price });
        return orderView(store, order);
      },
      noteOrder({ id, note }: { id: string; note: string }, context: Context) {
        const order = own(id, context, 'graphql-mutation-note-by-anyone');
        if (note.length > 400) throw refused('Not valid', 'BAD_USER_INPUT');
        return orderView(store, Object.assign(order, { note }));
      },
      cancelOrder({ id }: { id: string }, context: Context) {
        orders.remove(own(id, context, 'graphql-mutation-cancel-by-anyone').id);
        return true;
      },
      setPrice({ id, price }: { id: string; price: number }, context: Context) {
        if (logged(context).role !== 'admin' && !on('graphql-mutation-price-open'))
          throw refused('For administrators', 'FORBIDDEN');
        const product = products.get(Number(id));
        if (!product || price < 1) throw refused('Not valid', 'BAD_USER_INPUT');
        return productView(Object.assign(product, { price }), undefined);
      },
    };

    api.routes.post('/graphql', async (c) => {
      const type = c.req.header('Content-Type') ?? '';
      if (!/^application\/json(?:;|$)/i.test(type))
        return c.json({ errors: [{ message: 'Send JSON' }] }, 415);
      const text = await c.req.text();
      const sent = text.length > MOST_CHARACTERS ? undefined : parsed(text);
      if (typeof sent?.query !== 'string') return c.json({ errors: [{ message: 'Send a query' }] }, 400);
      const token = /^Bearer ([\w.-]+)$/.exec(c.req.header('Authorization') ?? '')?.[1] ?? '';
      const { data, errors } = await graphql({
        schema,
        source: sent.query,
        rootValue: root,
        contextValue: { user: tokens.userOf(token) },
        variableValues: typeof sent.variables === 'object' ? sent.variables : null,
      });
      // What broke is nobody's business; what was refused is said.
      const said = errors?.map((error) => {
        const isOurs = error.originalError === undefined || error.originalError instanceof GraphQLError;
        const message = isOurs ? error.message.replace(/ ?Did you mean [^?]*\?/g, '') : 'Internal error';
        return { message, ...(error.path ? { path: error.path } : {}), extensions: error.extensions };
      });
      return c.json(
        { ...(data === undefined ? {} : { data }), ...(said ? { errors: said } : {}) },
        data === undefined ? 400 : 200,
      );
    });
  },
};

function parsed(text: string): { query?: unknown; variables?: Record<string, unknown> } | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
