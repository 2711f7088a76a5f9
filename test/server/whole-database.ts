import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { openStore } from '../../src/server/store/open-store.ts';
import type { Place } from './databases.ts';

/** Every row of every table as text, with results unpacked. The server has to be stopped. */
export async function wholeDatabase(place: Place): Promise<string> {
  const store = await openStore(place, { log: () => {}, lost: () => {} });
  try {
    const { rows: tables } = await sql<{ schema: string; name: string }>`
      select table_schema as schema, table_name as name from information_schema.tables
      where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`.execute(store.db);
    const texts: string[] = [];
    for (const { schema, name } of tables) {
      const { rows } = await sql<{
        row: string;
      }>`select t::text as row from ${sql.table(`${schema}.${name}`)} t`.execute(store.db);
      texts.push(`${schema}.${name}`, ...rows.map(({ row }) => row));
    }
    const results = await store.db.selectFrom('results').select('body').execute();
    texts.push(...results.map(({ body }) => gunzipSync(body).toString()));
    return texts.join('\n');
  } finally {
    await store.close();
  }
}
