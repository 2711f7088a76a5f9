import sqlite from 'sql.js';

const { Database } = await sqlite();

/** SQLite in memory with the methods of `DatabaseSync` in node:sqlite, for releases of Node without it. */
export function inMemory() {
  const database = new Database();
  function rows(sql, values, most) {
    const statement = database.prepare(sql, values);
    try {
      const found = [];
      while (found.length < most && statement.step()) found.push(statement.getAsObject());
      return found;
    } finally {
      statement.free();
    }
  }
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => ({
      all: (...values) => rows(sql, values, Number.POSITIVE_INFINITY),
      get: (...values) => rows(sql, values, 1)[0],
      run(...values) {
        database.run(sql, values);
        return { changes: database.getRowsModified() };
      },
    }),
  };
}
