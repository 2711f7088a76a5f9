import { ScanError } from '../errors.ts';
import { note } from './store/audit.ts';
import type { StorePlace } from './store/open-store.ts';
import { openStore } from './store/open-store.ts';
import { sealAgain, sealedColumns, sealedOtherwise } from './store/sealed.ts';
import type { Store } from './store/store.ts';
import { newKey } from './vault/key-file.ts';
import type { KeyPlace, Keys } from './vault/open-vault.ts';
import { keysOf } from './vault/open-vault.ts';
import type { SealedPlace } from './vault/vault.ts';
import { createVault, headOf, isSealedWith, VaultProblem } from './vault/vault.ts';

const AT_ONCE = 100;

export interface Rotation {
  readonly resealed: number;
  /** Sealed with keys that are gone: nothing opens them, with the old key or the new one. */
  readonly lost: number;
  /** The old key is still in the file: processes that run have it, and may seal with it until they look again. */
  readonly keepsOld: boolean;
}

/**
 * Seals everything anew with a new key. Both keys are kept until all is done: whoever ends this in the middle can start it
 * again, and meanwhile everything opens.
 * @throws ScanError where there is no key that it may change
 */
export async function rotateKey(
  place: KeyPlace & StorePlace,
  log: (says: string) => void,
): Promise<Rotation> {
  const store = await openStore(place, { log, lost: () => log('The lock of the data folder is gone.') });
  try {
    const keys = keysOf(place, store.isShared);
    if (keys === undefined)
      throw new ScanError(
        'invalid-option',
        'There is no encryption key to change: MIDDLEBRICK_ENCRYPTION_KEY and MIDDLEBRICK_ENCRYPTION_KEY_FILE are not set.',
      );
    return await rotate(store, keys);
  } finally {
    await store.close();
  }
}

async function rotate(store: Store, keys: Keys): Promise<Rotation> {
  const before = keys.read();
  const isUnderWay = await hasOlder(store, before);
  if (!isUnderWay) {
    if (keys.write === undefined) {
      if (before.length === 1)
        throw new ScanError(
          'invalid-option',
          'MIDDLEBRICK_ENCRYPTION_KEY holds one key. Put the new one before it, with a comma between them, for every process on this database; start them again; then run this.',
        );
    } else keys.write([newKey(), ...before.slice(0, 1)]);
  }
  const done = await sealAll(store, keys);
  const mayDrop = keys.write !== undefined && !store.isShared;
  if (mayDrop) keys.write?.(keys.read().slice(0, 1));
  await note(store.db, 'command line', 'encryption-key.rotate', 'encryption key', { ...done });
  return { ...done, keepsOld: !mayDrop };
}

/** Whether something waits for the newest of these keys that an older of them opens. */
async function hasOlder(store: Store, [newest, ...older]: readonly Buffer[]): Promise<boolean> {
  if (newest === undefined) return false;
  for (const column of sealedColumns())
    for await (const rows of batches(store, column, headOf(newest)))
      if (rows.some(({ sealed }) => older.some((key) => isSealedWith(key, sealed)))) return true;
  return false;
}

async function sealAll(
  store: Store,
  keys: Keys,
): Promise<{ readonly resealed: number; readonly lost: number }> {
  const vault = createVault(keys.read);
  const [newest] = keys.read();
  let resealed = 0;
  let lost = 0;
  for (const column of sealedColumns())
    for await (const rows of batches(store, column, newest ? headOf(newest) : ''))
      await store.db.transaction().execute(async (trx) => {
        for (const row of rows) {
          const place = { table: column.table, id: row.key };
          const text = opened(row.sealed, place);
          if (text === undefined) lost += 1;
          else {
            await sealAgain(trx, column, row, vault.seal(text, place));
            resealed += 1;
          }
        }
      });
  return { resealed, lost };

  function opened(sealed: string, place: SealedPlace): string | undefined {
    try {
      return vault.open(sealed, place);
    } catch (failure) {
      if (failure instanceof VaultProblem) return undefined;
      throw failure;
    }
  }
}

async function* batches(store: Store, column: ReturnType<typeof sealedColumns>[number], head: string) {
  for (let after = ''; ; ) {
    const rows = await sealedOtherwise(store.db, column, head, after, AT_ONCE);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.key;
  }
}
