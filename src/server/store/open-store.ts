import { migrate } from './migrate.ts';
import type { Store } from './store.ts';

export interface StorePlace {
  /** `postgres://…`; the embedded database where left out. */
  readonly databaseUrl?: string | undefined;
  /** Folder of the embedded database. */
  readonly folder: string;
}

/** Opens the database and brings its tables up to date. @throws ScanError where it cannot be had */
export async function openStore(
  { databaseUrl, folder }: StorePlace,
  on: { readonly log: (says: string) => void; readonly lost: (why: string) => void },
): Promise<Store> {
  const store = databaseUrl
    ? await (await import('./postgres-store.ts')).openPostgresStore(databaseUrl, on.log)
    : await (await import('./pglite-store.ts')).openPGliteStore(folder, on.lost);
  try {
    await migrate(store.db);
    return store;
  } catch (failure) {
    await store.close();
    throw failure;
  }
}
