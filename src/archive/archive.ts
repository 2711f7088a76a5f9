import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { mkdir, open, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { ScanError } from '../errors.ts';
import { readRegularFile } from '../given/regular-file.ts';
import type { Finding, ScanResult } from '../result.ts';
import { scanResult } from '../result.ts';
import type { Head } from './head.ts';
import { headIn, headOf, LONGEST_HEAD_BYTES, withHead } from './head.ts';
import type { Keeping } from './prune.ts';
import { KEPT, prune } from './prune.ts';
import { upgraded } from './upgrade.ts';

/** Past scans as files, one each, readable by their owner only: they tell where an API is weak. */
export interface Archive {
  /** Keeps a result and removes what is beyond the limits; says what was removed. */
  save(result: ScanResult): Promise<{ readonly path: string; readonly removed: number }>;
  /** Newest first, without reading the results. A file that cannot be read costs only itself, and is named. */
  heads(): Promise<{ readonly heads: readonly Head[]; readonly damaged: readonly string[] }>;
  /** By its id, the beginning of it, or `last`; the newest where several begin so. @throws ScanError when damaged */
  named(name: string): Promise<ScanResult | undefined>;
  /** The newest finding that is wanted, among results whose text holds `mention`. */
  newest(
    mention: string,
    wanted: (finding: Finding) => boolean,
  ): Promise<{ readonly result: ScanResult; readonly finding: Finding } | undefined>;
}

/** A server of assistants has others to answer meanwhile. */
const READ_AT_ONCE = 200;

export function openArchive(folder: string, keeping: Keeping = KEPT): Archive {
  async function names(): Promise<{ readonly newestFirst: string[]; readonly halves: string[] }> {
    const all = await readdir(folder).catch(() => [] as string[]);
    return {
      newestFirst: all
        .filter((name) => name.endsWith('.json'))
        .sort()
        .reverse(),
      halves: all.filter((name) => name.endsWith('.part')),
    };
  }

  return {
    async save(result) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${result.startedAt.replace(/[:.]/g, '-')}_${result.id}.json`);
      await writeWhole(path, withHead(result));
      const { newestFirst, halves } = await names();
      return { path, removed: await prune(folder, newestFirst, halves, keeping) };
    },
    async heads() {
      const heads: Head[] = [];
      const damaged: string[] = [];
      const room = Buffer.alloc(LONGEST_HEAD_BYTES);
      for (const [at, name] of (await names()).newestFirst.entries()) {
        if (at % READ_AT_ONCE === 0) await setImmediate();
        const head = headAt(join(folder, name), room) ?? (await headOfOlder(join(folder, name)));
        if (head) heads.push(head);
        else damaged.push(name);
      }
      return { heads, damaged };
    },
    async named(wanted) {
      for (const name of (await names()).newestFirst) {
        if (wanted === 'last' || idIn(name).startsWith(wanted)) return readResult(join(folder, name));
      }
      return undefined;
    },
    async newest(mention, wanted) {
      for (const name of (await names()).newestFirst) {
        const text = textAt(join(folder, name));
        // Parsing costs ten times the search.
        if (!text?.includes(mention)) continue;
        const result = resultIn(text);
        const finding = result?.findings.find(wanted);
        if (result && finding) return { result, finding };
      }
      return undefined;
    },
  };
}

/** Names are `<time>_<id>.json`. */
function idIn(name: string): string {
  return name.replace(/^[^_]*_/, '').replace(/\.json$/, '');
}

/** Beside it, to the disk, and renamed: neither a reader nor a power cut ever leaves half a file. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const half = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    const file = await open(half, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(half, path);
  } catch (failure) {
    await unlink(half).catch(() => undefined);
    throw failure;
  }
}

function headAt(path: string, room: Buffer): Head | undefined {
  try {
    const file = openSync(path, 'r');
    try {
      return headIn(room.toString('utf8', 0, readSync(file, room)));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** Results of earlier versions have no head: they are read once and written with one. */
async function headOfOlder(path: string): Promise<Head | undefined> {
  const result = resultIn(textAt(path) ?? '');
  if (!result) return undefined;
  await writeWhole(path, withHead(result)).catch(() => undefined);
  return headOf(result);
}

function textAt(path: string): string | undefined {
  try {
    return readRegularFile(path);
  } catch {
    return undefined;
  }
}

/** The result that a text is, one of an earlier version too; undefined for anything else. */
export function resultIn(text: string): ScanResult | undefined {
  try {
    return scanResult.parse(upgraded(JSON.parse(text)));
  } catch {
    return undefined;
  }
}

/**
 * Reads a result that `--format json` or the archive wrote.
 * @throws ScanError unreadable-file
 */
export async function readResult(path: string): Promise<ScanResult> {
  let text: string;
  try {
    text = readRegularFile(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ScanError('unreadable-file', `Cannot read ${path}: ${why}.`, { cause });
  }
  const result = resultIn(text);
  if (result) return result;
  throw new ScanError('unreadable-file', `${path} is not a middlebrick result (--format json).`);
}
