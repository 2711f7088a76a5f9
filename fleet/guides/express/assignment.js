// region: fixed
import { Router } from 'express';
import { z } from 'zod';
import { db } from './db.js';
import { ownAccount } from './properties.js';
import { valid } from './validation.js';

/** All that users may change of their account: `role` and `credits` are refused with 400. */
const MeUpdate = z
  .strictObject({ name: z.string().min(1).max(100), email: z.email().max(254) })
  .partial()
  .refine((sent) => Object.keys(sent).length > 0, 'name or email is needed');

export const me = Router();

me.patch('/', (req, res) => {
  const { name, email } = valid(MeUpdate, req.body);
  const write = db.prepare(
    'update users set name = coalesce(?, name), email = coalesce(?, email) where id = ?',
  );
  write.run(name ?? null, email ?? null, req.user.id);
  res.json(ownAccount(req.user.id));
});
// endregion

me.get('/', (req, res) => res.json(ownAccount(req.user.id)));

/** The flaws: every column that is in the body is written, and the row is sent as it is stored. */
export const openMe = Router();
const COLUMNS = ['name', 'email', 'role', 'credits'];

openMe.get('/', (req, res) => res.json(rowOf(req.user.id)));

openMe.patch('/', (req, res) => {
  const sent = Object.entries({ ...req.body }).filter(([name]) => COLUMNS.includes(name));
  for (const [name, value] of sent) {
    db.prepare(`update users set ${name} = ? where id = ?`).run(value, req.user.id);
  }
  res.json(rowOf(req.user.id));
});

function rowOf(id) {
  const { password_hash: passwordHash, ...row } = db.prepare('select * from users where id = ?').get(id);
  return { ...row, passwordHash };
}
