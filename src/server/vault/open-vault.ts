import { join } from 'node:path';
import { keptKeyFile, readKeyFile, readKeys, writeKeyFile } from './key-file.ts';
import { closedVault, createVault, type Vault } from './vault.ts';

const VARIABLE = 'MIDDLEBRICK_ENCRYPTION_KEY';

export interface KeyPlace {
  /** Keys themselves, the newest first. */
  readonly encryptionKey?: string | undefined;
  /** A file with them. */
  readonly encryptionKeyFile?: string | undefined;
  /** Where the embedded database has its file. */
  readonly folder: string;
}

/** The keys of this server, the newest first. */
export interface Keys {
  read(): Buffer[];
  /** Absent where they stand in the environment, which only the operator writes. */
  write?(keys: readonly Buffer[]): void;
}

/** Undefined where several processes may share the database, and no key was named that all of them have. @throws ScanError */
export function keysOf(place: KeyPlace, isShared: boolean): Keys | undefined {
  if (place.encryptionKey) {
    const keys = readKeys(place.encryptionKey, VARIABLE);
    return { read: () => keys };
  }
  const named = place.encryptionKeyFile;
  const path = named ?? join(place.folder, 'encryption.key');
  if (named === undefined && isShared) return undefined;
  const read = named === undefined ? keptKeyFile : readKeyFile;
  return { read: () => read(path), write: (keys) => writeKeyFile(path, keys) };
}

/** @throws ScanError where a key was named that is none */
export function openVault(place: KeyPlace, isShared: boolean): Vault {
  const keys = keysOf(place, isShared);
  if (keys) return createVault(keys.read);
  return closedVault(
    `Nothing secret is kept without a key that all processes on this database have: set ${VARIABLE} to 32 random bytes as base64 ("openssl rand -base64 32"), or ${VARIABLE}_FILE to a file with them, for each of them.`,
  );
}
