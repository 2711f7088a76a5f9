// region: fixed
import { db } from './db.js';
import { problem } from './errors.js';
import { ById, NoteInput, Page } from './validation.js';

const missing = () => problem(404, 'There is no such note');

export async function notes(app) {
  app.get('/', { schema: { querystring: Page } }, ({ user, query }) => {
    const own = db.prepare('select id, title, body, owner from notes where owner = ? limit ?');
    return own.all(user.id, query.limit);
  });

  app.get('/:id', { schema: { params: ById } }, ({ user, params }) => {
    const own = db.prepare('select id, title, body, owner from notes where id = ? and owner = ?');
    const note = own.get(params.id, user.id);
    if (!note) throw missing();
    return note;
  });

  app.put('/:id', { schema: { params: ById, body: NoteInput } }, ({ user, params: { id }, body: sent }) => {
    const { title, body } = sent;
    const write = db.prepare('update notes set title = ?, body = ? where id = ? and owner = ?');
    if (write.run(title, body, id, user.id).changes === 0) throw missing();
    return { id, title, body, owner: user.id };
  });

  app.delete('/:id', { schema: { params: ById } }, ({ user, params }, reply) => {
    const remove = db.prepare('delete from notes where id = ? and owner = ?');
    if (remove.run(params.id, user.id).changes === 0) throw missing();
    return reply.code(204).send();
  });
}
// endregion

/** The flaws: found by the identifier alone, sent as stored, and the body says whose a note is. */
export async function anyonesNotes(app) {
  const stored = (id) => db.prepare('select * from notes where id = ?').get(id);

  app.get('/', ({ user, query }) =>
    db.prepare('select * from notes where owner = ? limit ?').all(user.id, Number(query.limit ?? 20)),
  );

  app.get('/:id', ({ params }) => {
    const note = stored(params.id);
    return { ...note, title: note.title };
  });

  app.put('/:id', ({ params, body: { title, body } }) => {
    const { id } = stored(params.id);
    db.prepare('update notes set title = ?, body = ? where id = ?').run(title.trim(), body.trim(), id);
    return stored(id);
  });

  app.delete('/:id', ({ params }, reply) => {
    const { id } = stored(params.id);
    db.prepare('delete from notes where id = ?').run(id);
    return reply.code(204).send();
  });
}
