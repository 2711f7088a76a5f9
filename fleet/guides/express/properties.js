// region: fixed
import { Router } from 'express';
import { db } from './db.js';
import { Page, valid } from './validation.js';

// Columns are named, so that one that is added to the table later stays inside.
const OWN = 'id, username, name, email, role, credits';
const OTHERS = 'id, username, name';

/** What users see of themselves. */
export const ownAccount = (id) => db.prepare(`select ${OWN} from users where id = ?`).get(id);

export const users = Router();

users.get('/', (req, res) => {
  const { limit } = valid(Page, req.query);
  res.json(db.prepare(`select ${OTHERS} from users order by username limit ?`).all(limit));
});
// endregion

/** The flaw: rows are sent as they are stored. */
export const wholeUsers = Router();

wholeUsers.get('/', (req, res) => {
  const rows = db.prepare('select * from users order by username limit ?').all(Number(req.query.limit ?? 20));
  res.json(rows.map(({ password_hash: passwordHash, ...row }) => ({ ...row, passwordHash })));
});
