import { serving } from './serving.ts';

const failingWith = (said: string, status: 400 | 500 = 500) =>
  serving({ '/items': (c) => (c.req.url.includes('mb') ? c.json({ error: said }, status) : c.json([])) });

export const mysql = failingWith(
  'You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version',
);
export const postgres = failingWith('invalid input syntax for type integer: "mb"');
export const sqlite = failingWith(
  '(sqlite3.OperationalError) near "x": syntax error [SQL: SELECT * FROM items]',
);
export const mongo = failingWith('Cast to ObjectId failed for value "mb" (type string) at path "_id"');
export const javascript = failingWith("Cannot read properties of undefined (reading 'id')");
export const plain = failingWith('The parameter "limit" must be an integer.', 400);
export const wordy = failingWith(
  'Syntax error: select at least one column from the table. TypeError is not our fault.',
  400,
);
export const article = serving({
  '/items': { title: 'SQL for all', text: 'You have an error in your SQL syntax' },
});
