import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { ScanError } from '../../errors.ts';
import type { Database } from './schema.ts';
import type { Store } from './store.ts';

/** Beside the web role's requests, each scan under way writes from time to time. */
const MOST_CONNECTIONS = 10;
/** Connections of ours begin so; each process goes on in its own way. */
const APPLICATION = 'middlebrick';
const CONNECT_MS = 10_000;
/** PostgreSQL's number for int8: texts where nothing is said, though all of ours are counts. */
const INT8 = 20;

/** @throws ScanError where it cannot be reached */
export async function openPostgresStore(url: string, log: (says: string) => void): Promise<Store> {
  const application = `${APPLICATION} ${process.pid} ${randomUUID().slice(0, 8)}`;
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: application,
    types: {
      getTypeParser: ((oid: number, format: 'text') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // A connection that breaks between two queries, of a transaction too: the next one takes another, or fails.
  pool.on('connect', (client) => client.on('error', ({ message }) => log(`database: ${message}`)));
  pool.on('error', () => undefined);
  const name = nameOf(url);
  try {
    await pool.query('select 1');
  } catch (cause) {
    await pool.end();
    throw new ScanError('invalid-option', `Cannot reach ${name}: ${(cause as Error).message}.`, { cause });
  }
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    isShared: true,
    name,
    async execute(text, values) {
      const given = await pool.query(text, values ? [...values] : undefined);
      const results: pg.QueryResult[] = Array.isArray(given) ? given : [given];
      return results.findLast(({ fields }) => fields.length > 0) ?? { rows: [] };
    },
    async others() {
      const { rows } = await pool.query<{ count: number }>(
        `select count(distinct application_name)::int as count from pg_stat_activity
        where datname = current_database() and application_name like $1 and application_name <> $2`,
        [`${APPLICATION} %`, application],
      );
      return rows[0]?.count ?? 0;
    },
    close: () => db.destroy(),
  };
}

function nameOf(url: string): string {
  if (!URL.canParse(url)) return 'the PostgreSQL of DATABASE_URL';
  const { hostname, port, pathname } = new URL(url);
  return `PostgreSQL at ${hostname || 'this machine'}${port ? `:${port}` : ''}${pathname}`;
}
