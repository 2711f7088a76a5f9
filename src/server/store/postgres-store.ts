import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { ScanError } from '../../errors.ts';
import type { Database } from './schema.ts';
import type { Store } from './store.ts';

/** Beside the web role's requests, each scan under way writes from time to time. */
const MOST_CONNECTIONS = 10;
const CONNECT_MS = 10_000;
/** PostgreSQL's number for int8: texts where nothing is said, though all of ours are counts. */
const INT8 = 20;

/** @throws ScanError where it cannot be reached */
export async function openPostgresStore(url: string, log: (says: string) => void): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'middlebrick',
    types: {
      getTypeParser: ((oid: number, format: 'text') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // A connection that breaks while nobody uses it: the next query takes another.
  pool.on('error', ({ message }) => log(`database: ${message}`));
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
    close: () => db.destroy(),
  };
}

function nameOf(url: string): string {
  if (!URL.canParse(url)) return 'the PostgreSQL of DATABASE_URL';
  const { hostname, port, pathname } = new URL(url);
  return `PostgreSQL at ${hostname || 'this machine'}${port ? `:${port}` : ''}${pathname}`;
}
