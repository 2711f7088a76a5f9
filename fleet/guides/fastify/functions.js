// region: fixed
import { randomUUID } from 'node:crypto';
import { db } from './db.js';
import { problem } from './errors.js';
import { ById, Page } from './validation.js';

const AnnouncementInput = {
  type: 'object',
  additionalProperties: false,
  required: ['text'],
  properties: { text: { type: 'string', minLength: 1, maxLength: 1_000 } },
};

/** A hook holds for every route of this plugin, also for those that are added later. */
export async function admin(app) {
  app.addHook('onRequest', async ({ user }) => {
    if (user?.role !== 'admin') throw problem(403, 'Only for administrators');
  });

  app.get('/users', { schema: { querystring: Page } }, ({ query }) =>
    db.prepare('select id, username, name, email, role, credits from users limit ?').all(query.limit),
  );

  app.post('/announcements', { schema: { body: AnnouncementInput } }, ({ body: { text } }, reply) => {
    const id = randomUUID();
    db.prepare('insert into announcements (id, text) values (?, ?)').run(id, text);
    return reply.code(201).send({ id, text });
  });

  app.delete('/announcements/:id', { schema: { params: ById } }, ({ params }, reply) => {
    const { changes } = db.prepare('delete from announcements where id = ?').run(params.id);
    if (changes === 0) throw problem(404, 'There is no such announcement');
    return reply.code(204).send();
  });
}
// endregion

/** The flaw: the path says who it is for, and nothing checks it. */
export async function openAdmin(app) {
  app.get('/users', ({ query }) =>
    db
      .prepare('select id, username, name, email, role, credits from users limit ?')
      .all(Number(query.limit ?? 20)),
  );

  app.post('/announcements', ({ body }, reply) => {
    const [id, text] = [randomUUID(), body.text.trim()];
    db.prepare('insert into announcements (id, text) values (?, ?)').run(id, text);
    return reply.code(201).send({ id, text });
  });

  app.delete('/announcements/:id', ({ params }, reply) => {
    db.prepare('delete from announcements where id = ?').run(params.id);
    return reply.code(204).send();
  });
}
