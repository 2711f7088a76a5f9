// region: fixed
import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { db } from './db.js';
import { Problem } from './errors.js';
import { NoteInput, OneNote, Page, valid } from './validation.js';

export const notes = Router();
const missing = () => new Problem(404, 'There is no such note');

notes.get('/', (req, res) => {
  const { limit } = valid(Page, req.query);
  const own = db.prepare('select id, title, body, owner from notes where owner = ? limit ?');
  res.json(own.all(req.user.id, limit));
});

notes.get('/:id', (req, res) => {
  const { id } = valid(OneNote, req.params);
  const own = db.prepare('select id, title, body, owner from notes where id = ? and owner = ?');
  const note = own.get(id, req.user.id);
  if (!note) throw missing();
  res.json(note);
});

notes.put('/:id', (req, res) => {
  const { id } = valid(OneNote, req.params);
  const { title, body } = valid(NoteInput, req.body);
  const write = db.prepare('update notes set title = ?, body = ? where id = ? and owner = ?');
  if (write.run(title, body, id, req.user.id).changes === 0) throw missing();
  res.json({ id, title, body, owner: req.user.id });
});

notes.delete('/:id', (req, res) => {
  const { id } = valid(OneNote, req.params);
  const remove = db.prepare('delete from notes where id = ? and owner = ?');
  if (remove.run(id, req.user.id).changes === 0) throw missing();
  res.status(204).end();
});
// endregion

notes.post('/', (req, res) => {
  const { title, body } = valid(NoteInput, req.body);
  const note = { id: randomUUID(), title, body, owner: req.user.id };
  db.prepare('insert into notes (id, title, body, owner) values (?, ?, ?, ?)').run(...Object.values(note));
  res.status(201).json(note);
});

/** The flaws: found by the identifier alone, sent as stored, and the body says whose a note is. */
export const anybodysNotes = Router();
const stored = (id) => db.prepare('select * from notes where id = ?').get(id);

anybodysNotes.get('/', (req, res) => {
  const own = db.prepare('select * from notes where owner = ? limit ?');
  res.json(own.all(req.user.id, Number(req.query.limit ?? 20)));
});

anybodysNotes.post('/', (req, res) => {
  const { title, body, owner = req.user.id } = req.body;
  const id = randomUUID();
  db.prepare('insert into notes (id, title, body, owner) values (?, ?, ?, ?)').run(
    id,
    title.trim(),
    body.trim(),
    owner,
  );
  res.status(201).json(stored(id));
});

anybodysNotes.get('/:id', (req, res) => {
  const note = stored(req.params.id);
  res.json({ ...note, title: note.title });
});

anybodysNotes.put('/:id', (req, res) => {
  const { title, body } = req.body;
  const { id } = stored(req.params.id);
  db.prepare('update notes set title = ?, body = ? where id = ?').run(title.trim(), body.trim(), id);
  res.json(stored(id));
});

anybodysNotes.delete('/:id', (req, res) => {
  const { id } = stored(req.params.id);
  db.prepare('delete from notes where id = ?').run(id);
  res.status(204).end();
});
