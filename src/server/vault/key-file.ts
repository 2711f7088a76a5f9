import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { ScanError } from '../../errors.ts';
import { KEY_BYTES } from './vault.ts';

const FOR_OTHERS = 0o077;
const OURS_ALONE = 0o600;

/** 32 bytes as base64, several of them between commas or on lines of their own: the first is the newest. @throws ScanError */
export function readKeys(text: string, where: string): Buffer[] {
  const keys = text
    .split(/[,\n]/)
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => (/^[A-Za-z0-9+/_-]+={0,2}$/.test(one) ? Buffer.from(one, 'base64') : Buffer.alloc(0)));
  if (keys.length > 0 && keys.every(({ length }) => length === KEY_BYTES)) return keys;
  throw new ScanError(
    'invalid-option',
    `${where} takes ${KEY_BYTES} random bytes as base64, such as "openssl rand -base64 ${KEY_BYTES}" prints.`,
  );
}

/** @throws ScanError where it is not there, holds something else, or is for others to read too */
export function readKeyFile(path: string): Buffer[] {
  try {
    const { mode } = statSync(path);
    if (process.platform !== 'win32' && (mode & FOR_OTHERS) !== 0)
      throw new ScanError(
        'invalid-option',
        `Others may read the encryption key in ${path}: allow nobody else to (chmod 600), and change the key if somebody did.`,
      );
    return readKeys(readFileSync(path, 'utf8'), path);
  } catch (failure) {
    if (failure instanceof ScanError) throw failure;
    const { code } = failure as NodeJS.ErrnoException;
    throw new ScanError('invalid-option', `Cannot read the encryption key in ${path}: ${code}.`, {
      cause: failure,
    });
  }
}

/** Makes the file where there is none. Only one process may do so at a time. */
export function keptKeyFile(path: string): Buffer[] {
  if (!existsSync(path)) writeKeyFile(path, [newKey()]);
  return readKeyFile(path);
}

export function newKey(): Buffer {
  return randomBytes(KEY_BYTES);
}

/** Whole or not at all, and on the disk before anything is sealed with it. */
export function writeKeyFile(path: string, keys: readonly Buffer[]): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const part = `${path}.part`;
  const file = openSync(part, 'w', OURS_ALONE);
  try {
    writeSync(file, keys.map((key) => `${key.toString('base64')}\n`).join(''));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(part, path);
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
