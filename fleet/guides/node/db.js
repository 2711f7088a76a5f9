import { randomUUID } from 'node:crypto';
import { hashed } from './passwords.js';
import { inMemory } from './sqlite.js';

/** SQLite in memory: each start is a fresh one. */
export const db = inMemory();

db.exec(`
  create table users (
    id text primary key, username text unique not null, password_hash text not null,
    name text not null, email text not null, role text not null default 'user', credits integer not null default 0
  );
  create table notes (
    id text primary key, owner text not null references users(id), title text not null, body text not null,
    internal_notes text not null default 'not reviewed', deleted_at text
  );
  create table announcements (id text primary key, text text not null);
`);

export function newUser(username, passwordHash, role = 'user') {
  const id = randomUUID();
  db.prepare(
    'insert into users (id, username, password_hash, name, email, role) values (?, ?, ?, ?, ?, ?)',
  ).run(id, username, passwordHash, username, `${username}@example.com`, role);
  return { id, username };
}

export const userNamed = (username) => db.prepare('select * from users where username = ?').get(username);
export const userOf = (id) => db.prepare('select * from users where id = ?').get(id);

const SEEDED = [
  ['alice', 'alice-Passw0rd-1', 'user'],
  ['bob', 'bob-Passw0rd-2', 'user'],
  ['root', 'root-Passw0rd-3', 'admin'],
];
for (const [username, password, role] of SEEDED) {
  const { id } = newUser(username, await hashed(password), role);
  db.prepare('insert into notes (id, owner, title, body) values (?, ?, ?, ?)').run(
    randomUUID(),
    id,
    `Shopping of ${username}`,
    `Milk, bread and what else ${username} needs`,
  );
}
