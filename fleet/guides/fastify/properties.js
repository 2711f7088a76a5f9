// region: fixed
import { db } from './db.js';
import { Page } from './validation.js';

const text = { type: 'string' };
const User = { type: 'object', properties: { id: text, username: text, name: text } };
const OwnAccount = {
  type: 'object',
  properties: { ...User.properties, email: text, role: text, credits: { type: 'integer' } },
};

export const ownAccount = (id) =>
  db.prepare('select id, username, name, email, role, credits from users where id = ?').get(id);

/** A response schema is a filter too: fast-json-stringify writes what it names, and nothing else. */
export async function users(app) {
  app.get('/me', { schema: { response: { 200: OwnAccount } } }, ({ user }) => ownAccount(user.id));

  const schema = { querystring: Page, response: { 200: { type: 'array', items: User } } };
  app.get('/users', { schema }, ({ query }) =>
    db.prepare('select id, username, name from users order by username limit ?').all(query.limit),
  );
}
// endregion

/** The flaw: rows are sent as they are stored. */
export async function wholeUsers(app) {
  const rows = 'select *, password_hash as passwordHash from users';
  app.get('/me', ({ user }) => db.prepare(`${rows} where id = ?`).get(user.id));
  app.get('/users', ({ query }) =>
    db.prepare(`${rows} order by username limit ?`).all(Number(query.limit ?? 20)),
  );
}
