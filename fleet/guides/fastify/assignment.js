// region: fixed
import { randomUUID } from 'node:crypto';
import { db } from './db.js';
import { ownAccount } from './properties.js';
import { NoteInput } from './validation.js';

/** All that users may change of their account: `role` and `credits` are refused with 400. */
const MeUpdate = {
  type: 'object',
  additionalProperties: false, // rejects only with removeAdditional: false, see input validation
  minProperties: 1,
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 100 },
    email: { type: 'string', format: 'email', maxLength: 254 },
  },
};

export async function writes(app) {
  app.patch('/me', { schema: { body: MeUpdate } }, ({ user, body: { name = null, email = null } }) => {
    const write = db.prepare(
      'update users set name = coalesce(?, name), email = coalesce(?, email) where id = ?',
    );
    write.run(name, email, user.id);
    return ownAccount(user.id);
  });

  app.post('/notes', { schema: { body: NoteInput } }, ({ user, body: { title, body } }, reply) => {
    const note = { id: randomUUID(), title, body, owner: user.id };
    db.prepare('insert into notes (id, title, body, owner) values (?, ?, ?, ?)').run(...Object.values(note));
    return reply.code(201).send(note);
  });
}
// endregion

/** The flaws: every column that is in the body is written, and the row is sent as it is stored. */
export async function openWrites(app) {
  app.patch('/me', ({ user, body }) => {
    const COLUMNS = ['name', 'email', 'role', 'credits'];
    for (const [name, value] of Object.entries({ ...body }).filter(([name]) => COLUMNS.includes(name))) {
      db.prepare(`update users set ${name} = ? where id = ?`).run(value, user.id);
    }
    return db.prepare('select *, password_hash as passwordHash from users where id = ?').get(user.id);
  });

  app.post('/notes', ({ user, body: { title, body, owner = user.id } }, reply) => {
    const id = randomUUID();
    db.prepare('insert into notes (id, title, body, owner) values (?, ?, ?, ?)').run(
      id,
      title.trim(),
      body.trim(),
      owner,
    );
    return reply.code(201).send(db.prepare('select * from notes where id = ?').get(id));
  });
}
