import { z } from 'zod';
import { type Area, type Parts, seenActively, seenByAll, seenByOne } from './area.ts';
import { ORDER, orderView } from './orders.ts';
import { Problem } from './problem.ts';
import { PRODUCT } from './products.ts';
import { found, hashed } from './store.ts';
import { CENTS, EMAIL, NAME, PROFILE, profileOf } from './views.ts';

const NEW = z.object({ name: NAME, category: NAME, price: CENTS, stock: z.int().min(0).max(100_000) });
const STAFF = z.object({ email: EMAIL, name: NAME, password: z.string().min(10).max(120) });

/** What administrators do. */
export const admin: Area = {
  switches: [
    ...seenByOne(
      [
        'admin-users-open-to-users',
        'Whoever is logged in lists all users.',
        'GET /admin/users',
        ['plain-user-administrative-access', 'open-administrative-operation'],
      ],
      [
        'admin-user-open-to-users',
        'Whoever is logged in reads any user.',
        'GET /admin/users/{id}',
        ['plain-user-administrative-access', 'foreign-object-served', 'neighbour-object-served'],
      ],
    ),
    ...seenByAll([
      'admin-stats-without-login',
      'The figures are shown to whoever asks.',
      'GET /admin/stats',
      ['open-administrative-operation', 'unauthenticated-operation'],
    ]),
    ...seenActively(
      [
        'admin-product-put-open',
        'Whoever is logged in changes products.',
        'PUT /admin/products/{id}',
        ['plain-user-administrative-access', 'foreign-object-written', 'plain-user-administrative-write'],
      ],
      [
        'admin-product-post-open',
        'Whoever is logged in adds products.',
        'POST /admin/products',
        ['plain-user-administrative-access', 'plain-user-administrative-write'],
      ],
      [
        'admin-product-delete-open',
        'Whoever is logged in removes products.',
        'DELETE /admin/products/{id}',
        ['plain-user-administrative-access', 'foreign-object-written', 'plain-user-administrative-write'],
      ],
      [
        'admin-refund-open',
        'Whoever is logged in refunds orders.',
        'POST /admin/orders/{id}/refund',
        ['plain-user-administrative-access', 'plain-user-administrative-write'],
      ],
      [
        'admin-role-open',
        'Whoever is logged in gives roles.',
        'PUT /admin/users/{id}/role',
        ['plain-user-administrative-access', 'self-granted-privilege', 'plain-user-administrative-write'],
      ],
      [
        'admin-staff-open',
        'Whoever is logged in opens accounts of administrators.',
        'POST /admin/users',
        ['plain-user-administrative-access', 'self-granted-privilege', 'plain-user-administrative-write'],
      ],
    ),
  ],
  add(parts: Parts) {
    const { api, store, on } = parts;
    const { users, products, orders } = store;
    const openTo = (name: string, guard: 'user' | 'anyone') => (on(name) ? { guard } : {});
    const one = { who: 'admin', answers: PRODUCT } as const;
    const list = z.object({ items: z.array(PROFILE) });
    api.add(
      'GET /admin/users',
      { says: 'All users', who: 'admin', ...openTo('admin-users-open-to-users', 'user'), answers: list },
      () => ({
        items: users.all().slice(0, 100).map(profileOf),
      }),
    );
    api.add(
      'GET /admin/users/{id}',
      { says: 'One user', who: 'admin', ...openTo('admin-user-open-to-users', 'user'), answers: PROFILE },
      ({ id }) => profileOf(found(users, id())),
    );
    api.add(
      'POST /admin/users',
      {
        says: 'Opens an account of an administrator',
        who: 'admin',
        ...openTo('admin-staff-open', 'user'),
        body: STAFF,
        answers: PROFILE,
        status: 201,
      },
      ({ body: { email, name, password } }) => {
        if (users.all().some((user) => user.email === email)) throw new Problem(409, 'Taken');
        const settings = { plan: 'basic', newsletter: false };
        return profileOf(
          users.add({
            tenant: 1,
            email,
            name,
            password: hashed(password),
            role: 'admin',
            verified: false,
            balance: 0,
            settings,
          }),
        );
      },
    );
    api.add(
      'PUT /admin/users/{id}/role',
      {
        says: 'Gives a role',
        who: 'admin',
        ...openTo('admin-role-open', 'user'),
        body: z.object({ role: z.enum(['customer', 'admin']) }),
        answers: PROFILE,
      },
      ({ id, body }) => profileOf(Object.assign(found(users, id()), body)),
    );
    api.add('DELETE /admin/users/{id}', { says: 'Ends an account', who: 'admin' }, ({ id }) =>
      users.remove(found(users, id()).id),
    );
    const stats = z.object({ users: z.int(), orders: z.int(), sold: z.int() });
    api.add(
      'GET /admin/stats',
      { says: 'Figures', who: 'admin', ...openTo('admin-stats-without-login', 'anyone'), answers: stats },
      () => ({
        users: users.all().length,
        orders: orders.all().length,
        sold: orders.all().reduce((sum, { total }) => sum + total, 0),
      }),
    );
    api.add(
      'POST /admin/products',
      {
        ...one,
        says: 'Adds a product',
        ...openTo('admin-product-post-open', 'user'),
        body: NEW,
        status: 201,
      },
      ({ body }) => products.add(body),
    );
    api.add(
      'PUT /admin/products/{id}',
      { ...one, says: 'Changes a product', ...openTo('admin-product-put-open', 'user'), body: NEW },
      ({ id, body }) => Object.assign(found(products, id()), body),
    );
    api.add(
      'DELETE /admin/products/{id}',
      { says: 'Removes a product', who: 'admin', ...openTo('admin-product-delete-open', 'user') },
      ({ id }) => products.remove(found(products, id()).id),
    );
    api.add(
      'POST /admin/orders/{id}/refund',
      { says: 'Pays an order back', who: 'admin', ...openTo('admin-refund-open', 'user'), answers: ORDER },
      ({ id }) => {
        const order = found(orders, id());
        if (order.status === 'refunded') throw new Problem(409, 'Already refunded');
        const user = users.get(order.userId);
        if (user) user.balance += order.total;
        order.status = 'refunded';
        return orderView(store, order);
      },
    );
  },
};
