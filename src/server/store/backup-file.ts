import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { backup } from './backup.ts';
import type { Store } from './store.ts';

/** For its owner alone: results quote what services answered. */
const MODE = 0o600;

/** Writes a backup beside its place and moves it there: a file of that name is whole. */
export async function writeBackup(store: Store, file: string): Promise<void> {
  const part = `${file}.part`;
  await rm(part, { force: true });
  try {
    const lines = Readable.from(ended(backup(store)));
    await pipeline(lines, createGzip(), createWriteStream(part, { mode: MODE, flush: true }));
    await rename(part, file);
  } finally {
    await rm(part, { force: true });
  }
}

/**
 * A backup as it is sent to somebody: written to the disk first, because the embedded database answers nobody else while it
 * is read, and somebody may be slow. The file is gone once it is sent.
 */
export async function spooledBackup(store: Store, folder: string, name: string): Promise<Readable> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${name}.spool`);
  await writeBackup(store, file);
  const sent = createReadStream(file);
  await new Promise((resolve, reject) => sent.once('open', resolve).once('error', reject));
  // An open file goes on without its name.
  await rm(file, { force: true });
  return sent;
}

async function* ended(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

/** Lines of a backup, from the first on with each call. */
export function linesOf(file: string): () => AsyncIterable<string> {
  return async function* () {
    const text = createGunzip();
    // Failures of the file are told by the text, which is what is read.
    pipeline(createReadStream(file), text).catch(() => undefined);
    // Not readline: it waits for ever where its input breaks off.
    let begun: string[] = [];
    for await (const chunk of text.setEncoding('utf8') as AsyncIterable<string>) {
      const [first = '', ...others] = chunk.split('\n');
      begun.push(first);
      for (const other of others) {
        yield begun.join('');
        begun = [other];
      }
    }
    if (begun.some((part) => part !== '')) yield begun.join('');
  };
}
