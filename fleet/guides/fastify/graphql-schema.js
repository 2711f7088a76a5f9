import { db } from './db.js';

const notesOf = (id) => db.prepare('select id, title, owner from notes where owner = ? limit 20').all(id);

export const schema = `
  type Query { notes: [Note!]! }
  type Note { id: ID! title: String! author: User! }
  type User { name: String! notes: [Note!]! }
`;
export const resolvers = { Query: { notes: (_root, _args, { user }) => notesOf(user.id) } };
export const loaders = {
  Note: {
    author: async (asked) =>
      asked.map(({ obj: { owner } }) => db.prepare('select id, name from users where id = ?').get(owner)),
  },
  User: { notes: async (asked) => asked.map(({ obj: { id } }) => notesOf(id)) },
};
