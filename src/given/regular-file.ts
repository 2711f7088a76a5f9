import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** No document, result or certificate that a scan reads is larger; what is, was named by mistake. */
const MOST_BYTES = 20 * 1024 * 1024;

/**
 * Reads a file that somebody named: devices, pipes and sockets, which may have no end, are refused unread.
 * @throws UnreadableFile whose message is the reason in words
 */
export function readRegularFile(path: string): string {
  let file: number;
  try {
    // Opening a pipe that nobody writes to would wait for ever.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UnreadableFile(code === 'ENOENT' ? 'there is no such file' : `${code}`, { cause });
  }
  try {
    const facts = fstatSync(file);
    if (facts.isDirectory()) throw new UnreadableFile('it is a folder');
    if (!facts.isFile()) throw new UnreadableFile('it is no regular file');
    if (facts.size > MOST_BYTES) throw new UnreadableFile('it is over 20 MB');
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

export class UnreadableFile extends Error {}
