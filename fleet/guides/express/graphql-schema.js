import { createSchema } from 'graphql-yoga';
import { db } from './db.js';

const notesOf = (id) => db.prepare('select id, title, owner from notes where owner = ? limit 20').all(id);

export const schema = createSchema({
  typeDefs: `
    type Query { notes: [Note!]! }
    type Note { id: ID! title: String! author: User! }
    type User { name: String! notes: [Note!]! }
  `,
  resolvers: {
    Query: { notes: (_root, _args, { req }) => notesOf(req.user.id) },
    Note: { author: ({ owner }) => db.prepare('select id, name from users where id = ?').get(owner) },
    User: { notes: ({ id }) => notesOf(id) },
  },
});
