import { setImmediate } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import type { DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import { CompiledQuery, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Turn } from './turn.ts';

/** What a connection needs of the database. */
export type Asked = Pick<PGlite, 'query'>;

/** kysely on the one connection that PGlite has: a transaction keeps all others waiting until it ends. */
export function pgliteDialect(database: Asked, turn: Turn): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driverOf(database, turn),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

function driverOf(database: Asked, turn: Turn): Driver {
  const ends = new WeakMap<DatabaseConnection, () => void>();
  const say = (words: string) => (connection: DatabaseConnection) =>
    connection.executeQuery(CompiledQuery.raw(words)).then(() => undefined);
  return {
    init: async () => {},
    async acquireConnection() {
      const done = await turn.take();
      const connection = connectionTo(database);
      ends.set(connection, done);
      return connection;
    },
    beginTransaction: say('begin'),
    commitTransaction: say('commit'),
    rollbackTransaction: say('rollback'),
    async releaseConnection(connection) {
      ends.get(connection)?.();
    },
    destroy: async () => {},
  };
}

function connectionTo(database: Asked): DatabaseConnection {
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const { rows, affectedRows } = await database.query<Row>(sql, [...parameters]);
      // The database runs on our own thread: requests and timers get theirs between two queries.
      await setImmediate();
      return { rows, ...(affectedRows === undefined ? {} : { numAffectedRows: BigInt(affectedRows) }) };
    },
    streamQuery() {
      throw new Error('PGlite answers whole.');
    },
  };
}
