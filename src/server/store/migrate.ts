import { Migrator, sql } from 'kysely';
import { ScanError } from '../../errors.ts';
import { FIRST_TABLES } from './migrations/001-first-tables.ts';
import { MONITORING } from './migrations/002-monitoring.ts';
import { SAFETY } from './migrations/003-safety.ts';
import { DASHBOARD } from './migrations/004-dashboard.ts';
import { RELEASES } from './migrations/004-releases.ts';
import { RETENTION } from './migrations/005-retention.ts';
import { LARGE } from './migrations/006-large.ts';
import { SEARCH } from './migrations/007-search.ts';
import { UNDER_WAY } from './migrations/008-under-way.ts';
import { SESSIONS } from './migrations/009-sessions.ts';
import type { Queries } from './store.ts';

/** In order, for ever: what a release has shipped is never changed, only followed by another. */
const MIGRATIONS: Readonly<Record<string, readonly string[]>> = {
  '001-first-tables': FIRST_TABLES,
  '002-monitoring': MONITORING,
  '003-safety': SAFETY,
  '004-dashboard': DASHBOARD,
  '004-releases': RELEASES,
  '005-retention': RETENTION,
  '006-large': LARGE,
  '007-search': SEARCH,
  '008-under-way': UNDER_WAY,
  '009-sessions': SESSIONS,
};

/** Runs what has not run, under PostgreSQL's advisory lock: of several processes that start together one does it. */
export async function migrate(db: Queries): Promise<void> {
  const migrations = Object.fromEntries(
    Object.entries(MIGRATIONS).map(([name, statements]) => [
      name,
      {
        async up(on: Queries) {
          for (const statement of statements) await sql.raw(statement).execute(on);
        },
      },
    ]),
  );
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const why = error instanceof Error ? error.message : String(error);
  throw new ScanError('invalid-option', `The database cannot be brought up to date: ${why}`, {
    cause: error,
  });
}

/** The last that has run. */
export async function lastMigration(db: Queries): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from kysely_migration order by name desc limit 1`.execute(db);
  return rows[0]?.name ?? '';
}

export function isMigration(name: string): boolean {
  return Object.hasOwn(MIGRATIONS, name);
}

/** Statements that make the tables as they were after that migration, and those that bring them up to date. */
export function buildTables(last: string): {
  readonly from: readonly string[];
  readonly after: readonly string[];
} {
  const names = Object.keys(MIGRATIONS).sort();
  const at = names.indexOf(last) + 1;
  const of = (some: readonly string[]) => some.flatMap((name) => MIGRATIONS[name] ?? []);
  return { from: of(names.slice(0, at)), after: of(names.slice(at)) };
}
