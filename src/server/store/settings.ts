import { sql } from 'kysely';
import { toJson } from './json.ts';
import type { Queries } from './store.ts';

/** What administrators decide for everybody. */
export interface Settings {
  /** Days for which something is kept. */
  readonly retention: {
    readonly results: number;
    readonly events: number;
    readonly audit: number;
    readonly deliveries: number;
  };
  /** Of each key. */
  readonly quotas: {
    readonly scansPerDay: number;
    readonly waitingScans: number;
    readonly runningScans: number;
  };
  /** Of scans that say nothing else. */
  readonly defaults: { readonly maxSeconds: number; readonly rate: number | null };
}

/** What of the settings somebody changed. */
export type StoredSettings = { readonly [Group in keyof Settings]?: Partial<Settings[Group]> };

const USUAL: Settings = {
  retention: { results: 365, events: 30, audit: 730, deliveries: 90 },
  quotas: { scansPerDay: 5_000, waitingScans: 2_000, runningScans: 20 },
  defaults: { maxSeconds: 600, rate: null },
};

const FIRST_VERSION = 1;

export interface VersionedSettings extends Settings {
  readonly version: number;
  readonly purgedAt: Date | null;
}

export async function readSettings(db: Queries): Promise<VersionedSettings> {
  const row = await db
    .selectFrom('settings')
    .select(['value', 'version', 'purged_at'])
    .where('id', '=', 1)
    .executeTakeFirst();
  return {
    ...withUsual(row?.value ?? {}),
    version: row?.version ?? FIRST_VERSION,
    purgedAt: row?.purged_at ?? null,
  };
}

/** Undefined where somebody changed them since that version. */
export async function changeSettings(
  db: Queries,
  version: number,
  changes: StoredSettings,
): Promise<VersionedSettings | undefined> {
  await haveRow(db);
  const row = await db.selectFrom('settings').select('value').where('id', '=', 1).executeTakeFirst();
  const { retention, quotas, defaults } = row?.value ?? {};
  const value: StoredSettings = {
    retention: { ...retention, ...changes.retention },
    quotas: { ...quotas, ...changes.quotas },
    defaults: { ...defaults, ...changes.defaults },
  };
  const changed = await db
    .updateTable('settings')
    .set({ value: toJson(value), changed_at: new Date() })
    .set((one) => ({ version: one('version', '+', 1) }))
    .where('id', '=', 1)
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst();
  return changed && (await readSettings(db));
}

/** True for one of several that ask when the last purge is a day old. */
export async function takePurge(db: Queries): Promise<boolean> {
  await haveRow(db);
  const row = await db
    .updateTable('settings')
    .set({ purged_at: sql<Date>`now()` })
    .where('id', '=', 1)
    .where((where) =>
      where.or([
        where('purged_at', 'is', null),
        where('purged_at', '<', sql<Date>`now() - interval '1 day'`),
      ]),
    )
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function notePurge(db: Queries): Promise<void> {
  await haveRow(db);
  await db.updateTable('settings').set({ purged_at: sql<Date>`now()` }).where('id', '=', 1).execute();
}

/** Made by the first who needs it, not by the migration: a new database is an empty one. */
async function haveRow(db: Queries): Promise<void> {
  await db
    .insertInto('settings')
    .values({ value: '{}', purged_at: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

function withUsual({ retention, quotas, defaults }: StoredSettings): Settings {
  return {
    retention: { ...USUAL.retention, ...retention },
    quotas: { ...USUAL.quotas, ...quotas },
    defaults: { ...USUAL.defaults, ...defaults },
  };
}
