import { sql } from 'kysely';
import type { Scope } from './schema.ts';
import type { Queries } from './store.ts';

/** Of whom a session is: a person's account, or an API key. */
export type SessionOwner = { readonly account: string } | { readonly key: string };

export interface SessionRow {
  /** Of the account or the key. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly is_account: boolean;
}

/** From where a session was opened, and with what. */
export interface OpenedFrom {
  readonly address: string;
  readonly agent: string | null;
}

/** Without a request it ends. */
const IDLE_HOURS = 12;
/** With them, too: a cookie that was stolen is worth no more. */
export const LONGEST_DAYS = 7;

const HOLDS = sql<boolean>`seen_at > now() - make_interval(hours => ${sql.lit(IDLE_HOURS)})
  and sessions.created_at > now() - make_interval(days => ${sql.lit(LONGEST_DAYS)})`;

/** Those that have ended by themselves are swept out with it. */
export async function insertSession(
  db: Queries,
  hash: string,
  of: SessionOwner,
  from: OpenedFrom,
): Promise<void> {
  await db.deleteFrom('sessions').where(sql<boolean>`not (${HOLDS})`).execute();
  await db
    .insertInto('sessions')
    .values({
      hash,
      account_id: 'account' in of ? of.account : null,
      key_id: 'key' in of ? of.key : null,
      ...from,
    })
    .execute();
}

/** With the rights that its owner has now. Undefined where it has ended, or its key was revoked. */
export async function sessionByHash(db: Queries, hash: string): Promise<SessionRow | undefined> {
  const { rows } = await sql<SessionRow>`
    select coalesce(a.id, k.id) as id, coalesce(a.name, k.name) as name, coalesce(a.scopes, k.scopes) as scopes,
      account_id is not null as is_account
    from sessions left join accounts a on a.id = account_id left join keys k on k.id = key_id
    where sessions.hash = ${hash} and ${HOLDS} and k.revoked_at is null`.execute(db);
  return rows[0];
}

/** To the minute: a write for every request would be most of what the database does. */
export async function noteSession(db: Queries, hash: string): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ seen_at: sql<Date>`now()` })
    .where('hash', '=', hash)
    .where('seen_at', '<', sql<Date>`now() - interval '1 minute'`)
    .execute();
}

export async function endSession(db: Queries, hash: string): Promise<void> {
  await db.deleteFrom('sessions').where('hash', '=', hash).execute();
}

/** Digits of the hash that name a session to its owner: they open nothing. */
const ID_DIGITS = 16;
const ID = sql<string>`left(hash, ${sql.lit(ID_DIGITS)})`;

/** @param hash as `insertSession` took it */
export function sessionId(hash: string): string {
  return hash.slice(0, ID_DIGITS);
}

export interface OwnSession {
  readonly id: string;
  readonly created_at: Date;
  readonly seen_at: Date;
  readonly address: string | null;
  readonly agent: string | null;
}

/** Those that hold, seen last first. @param owner account or key */
export async function sessionsOf(db: Queries, owner: string): Promise<OwnSession[]> {
  return await db
    .selectFrom('sessions')
    .select([ID.as('id'), 'created_at', 'seen_at', 'address', 'agent'])
    .where(isOf(owner))
    .where(HOLDS)
    .orderBy('seen_at', 'desc')
    .orderBy('hash')
    .execute();
}

/** Undefined where the owner has none of that id. */
export async function endOneSession(
  db: Queries,
  owner: string,
  id: string,
): Promise<Pick<OwnSession, 'address'> | undefined> {
  return await db
    .deleteFrom('sessions')
    .where(isOf(owner))
    .where(ID, '=', id)
    .returning('address')
    .executeTakeFirst();
}

/** @returns how many there were */
export async function endSessionsOf(db: Queries, owner: string): Promise<number> {
  const ended = await db.deleteFrom('sessions').where(isOf(owner)).returning('hash').execute();
  return ended.length;
}

function isOf(owner: string) {
  return sql<boolean>`coalesce(account_id, key_id) = ${owner}`;
}
