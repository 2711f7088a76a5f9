import { readSync } from 'node:fs';
import { ScanError } from '../errors.ts';

/** The largest public API documents are near 10 MB. */
const MAX_BYTES = 20 * 1024 * 1024;
const PIECE_BYTES = 64 * 1024;
const STDIN = 0;
/** A pipe that is not ready answers so at once; its writer is given this long in all. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 20;

/** All of standard input, as UTF-8, bounded. @throws ScanError unreadable-file */
export function readStandardInput(what: string): string {
  const pieces: Buffer[] = [];
  const started = Date.now();
  let total = 0;
  for (;;) {
    const piece = Buffer.alloc(PIECE_BYTES);
    let length: number;
    try {
      length = readSync(STDIN, piece, 0, PIECE_BYTES, null);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'EOF') break;
      if (code !== 'EAGAIN' || Date.now() - started > PATIENCE_MS) throw unreadable(what, `${code}`, cause);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
      continue;
    }
    if (length === 0) break;
    total += length;
    if (total > MAX_BYTES) throw unreadable(what, 'it is over 20 MB');
    pieces.push(piece.subarray(0, length));
  }
  return Buffer.concat(pieces).toString('utf8');
}

function unreadable(what: string, why: string, cause?: unknown): ScanError {
  return new ScanError('unreadable-file', `Cannot read the ${what} from standard input: ${why}.`, { cause });
}
