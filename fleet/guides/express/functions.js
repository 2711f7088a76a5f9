// region: fixed
import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { db } from './db.js';
import { Problem } from './errors.js';
import { AnnouncementInput, OneNote as ById, Page, valid } from './validation.js';

/** Goes by the verified user, never by a header or a property that the client sends. */
function requireRole(role) {
  return (req, _res, next) =>
    next(req.user?.role === role ? undefined : new Problem(403, `Only for ${role}s`));
}

/** `router.use` guards every route below, also the ones that are added later. */
export const admin = Router();
admin.use(requireRole('admin'));

admin.get('/users', (req, res) => {
  const { limit } = valid(Page, req.query);
  res.json(db.prepare('select id, username, name, email, role, credits from users limit ?').all(limit));
});

admin.post('/announcements', (req, res) => {
  const { text } = valid(AnnouncementInput, req.body);
  const id = randomUUID();
  db.prepare('insert into announcements (id, text) values (?, ?)').run(id, text);
  res.status(201).json({ id, text });
});

admin.delete('/announcements/:id', (req, res) => {
  const { id } = valid(ById, req.params);
  const { changes } = db.prepare('delete from announcements where id = ?').run(id);
  if (changes === 0) throw new Problem(404, 'There is no such announcement');
  res.status(204).end();
});
// endregion

/** The flaw: the path says who it is for, and nothing checks it. */
export const openAdmin = Router();

openAdmin.get('/users', (req, res) => {
  const rows = db.prepare('select id, username, name, email, role, credits from users limit ?');
  res.json(rows.all(Number(req.query.limit ?? 20)));
});

openAdmin.post('/announcements', (req, res) => {
  const [id, text] = [randomUUID(), req.body.text.trim()];
  db.prepare('insert into announcements (id, text) values (?, ?)').run(id, text);
  res.status(201).json({ id, text });
});

openAdmin.delete('/announcements/:id', (req, res) => {
  db.prepare('delete from announcements where id = ?').run(req.params.id);
  res.status(204).end();
});
