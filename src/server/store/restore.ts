import { sql } from 'kysely';
import { z } from 'zod';
import { ScanError } from '../../errors.ts';
import { BACKUP_FORMAT, BACKUP_VERSION, type BackupHead, END } from './backup.ts';
import { buildTables, isMigration } from './migrate.ts';
import type { Queries, Store } from './store.ts';
import type { Column, Table } from './tables.ts';
import { foreignKeysIn, goOnCounting, tablesIn } from './tables.ts';

type Lines = () => AsyncIterable<string>;

export interface Restored {
  readonly rows: number;
  readonly head: BackupHead;
}

const headShape = z.object({
  format: z.literal(BACKUP_FORMAT),
  version: z.number(),
  madeBy: z.string(),
  migration: z.string(),
  at: z.string(),
});
const NAME = z.string().regex(/^\w{1,63}$/);
const tableShape = z.tuple([
  NAME,
  z.array(z.object({ name: NAME, type: z.string().regex(/^[a-z ]{1,40}(\[\])?$/) })),
]);
const endShape = z.tuple([z.literal(END), z.int()]);

const ROWS_AT_ONCE = 500;
const MOST_AT_ONCE = 4 * 1024 * 1024;

const refused = (says: string) => new ScanError('invalid-option', says);

/**
 * Puts a backup in the place of what is there, in one transaction: whoever is killed meanwhile leaves what was there before.
 * @param lines read twice: first to see whether it is whole
 * @throws ScanError for what is no backup of a version that this one knows, and where there is something already
 */
export async function restore(store: Store, lines: Lines, replace: boolean): Promise<Restored> {
  const restored = await examined(lines);
  if ((await store.others()) > 0)
    throw refused(
      `Other processes of middlebrick use ${store.name}: stop them first, the web role and all workers.`,
    );
  if (!replace) {
    const held = await firstHeld(store.db);
    if (held !== undefined)
      throw refused(`The database is not empty (it has ${held}): --replace puts the backup in its place.`);
  }
  await store.db.transaction().execute(async (trx) => {
    await dropTables(trx);
    const { from, after } = buildTables(restored.head.migration);
    await run(trx, from);
    // Rows that migrations wrote are in the backup, as they are now.
    for (const { name } of await tablesIn(trx)) await sql`truncate ${sql.table(name)} cascade`.execute(trx);
    // Rows may come before those that they point to.
    const keys = await foreignKeysIn(trx);
    for (const { table, name } of keys)
      await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(trx);
    await load(trx, lines);
    for (const { table, name, definition } of keys)
      await sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(
        trx,
      );
    await goOnCounting(trx);
    await run(trx, after);
  });
  return restored;
}

/** Whether it is a backup, to its end, that this version can read. */
async function examined(lines: Lines): Promise<Restored> {
  let head: BackupHead | undefined;
  let rows = 0;
  let isWhole = false;
  try {
    for await (const line of lines()) {
      if (head === undefined) head = readHead(line);
      else if (line.startsWith('{')) rows += 1;
      else {
        const end = endShape.safeParse(JSON.parse(line));
        if (end.success) isWhole = end.data[1] === rows;
        else tableShape.parse(JSON.parse(line));
      }
    }
  } catch (cause) {
    if (cause instanceof ScanError) throw cause;
    throw refused(`The file cannot be read as a backup of middlebrick: ${(cause as Error).message}.`);
  }
  if (head === undefined) throw refused('The file is empty.');
  if (!isWhole) throw refused('The backup is not whole: its end is missing. Nothing was changed.');
  return { head, rows };
}

function readHead(line: string): BackupHead {
  let head: BackupHead;
  try {
    head = headShape.parse(JSON.parse(line));
  } catch {
    throw refused('The file is no backup of middlebrick ("middlebrick backup" writes them).');
  }
  if (head.version > BACKUP_VERSION || !isMigration(head.migration))
    throw refused(
      `The backup was made by a newer middlebrick (${head.madeBy}): this one does not know its tables. Upgrade first.`,
    );
  return head;
}

/** What no database is without in which a server has begun. Other tables have rows from the beginning on. */
const BEGUN = ['keys', 'apis'] as const;

async function firstHeld(db: Queries): Promise<string | undefined> {
  for (const name of BEGUN) {
    const row = await db.selectFrom(name).select('id').limit(1).executeTakeFirst();
    if (row) return `rows in "${name}"`;
  }
  return undefined;
}

async function dropTables(trx: Queries): Promise<void> {
  const tables = await tablesIn(trx);
  if (tables.length === 0) return;
  await sql`drop table ${sql.join(tables.map(({ name }) => sql.table(name)))} cascade`.execute(trx);
}

async function run(trx: Queries, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(trx);
}

async function load(trx: Queries, lines: Lines): Promise<void> {
  let table: Table | undefined;
  let waiting: string[] = [];
  let length = 0;
  const flush = async () => {
    if (table && waiting.length > 0) await insert(trx, table, waiting);
    waiting = [];
    length = 0;
  };
  let isHead = true;
  for await (const line of lines()) {
    if (isHead) {
      isHead = false;
      continue;
    }
    if (line.startsWith('{')) {
      waiting.push(line);
      length += line.length;
      if (waiting.length >= ROWS_AT_ONCE || length >= MOST_AT_ONCE) await flush();
      continue;
    }
    await flush();
    const begun = tableShape.safeParse(JSON.parse(line));
    table = begun.success ? { name: begun.data[0], columns: begun.data[1] } : undefined;
  }
  await flush();
}

async function insert(trx: Queries, { name, columns }: Table, rows: readonly string[]): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column.name)));
  const shape = sql.join(columns.map((column) => sql`${sql.ref(column.name)} ${sql.raw(given(column))}`));
  const values = sql.join(columns.map(read));
  await sql`insert into ${sql.table(name)} (${names}) overriding system value
    select ${values} from json_to_recordset(${`[${rows.join(',')}]`}::json) as r (${shape})`.execute(trx);
}

const AS_TEXT: ReadonlySet<string> = new Set(['bytea', 'json', 'jsonb']);

function given({ type }: Column): string {
  return AS_TEXT.has(type) ? 'text' : type;
}

/** What `written` of a backup wrote. */
function read({ name, type }: Column) {
  if (type === 'bytea') return sql`decode(${sql.ref(name)}, 'base64')`;
  if (type === 'json' || type === 'jsonb') return sql`${sql.ref(name)}::${sql.raw(type)}`;
  return sql.ref(name);
}
