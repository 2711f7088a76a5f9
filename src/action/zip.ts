import { crc32, inflateRawSync } from 'node:zlib';

/** More files than this stand in no artifact that is meant to be read here. */
const MOST_ENTRIES = 1_000;
const END_BYTES = 22;
/** The comment at the end of an archive is as long as two bytes can say. */
const LONGEST_COMMENT = 0xffff;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

/**
 * The texts of the wanted files of a ZIP archive, in its order (PKWARE APPNOTE 6.3, without ZIP64 and encryption). What is
 * damaged, of a kind that is not read, or longer than these bytes once unpacked, is left out.
 */
export function textsInZip(
  archive: Buffer,
  wanted: (name: string) => boolean,
  mostBytes: number,
): { readonly name: string; readonly text: string }[] {
  const texts: { name: string; text: string }[] = [];
  for (const entry of entriesOf(archive)) {
    if (!wanted(entry.name)) continue;
    const text = textOf(archive, entry, mostBytes);
    if (text !== undefined) texts.push({ name: entry.name, text });
  }
  return texts;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly offset: number;
}

/** The directory at the end says what there is: sizes before the files may be missing. */
function* entriesOf(archive: Buffer): Generator<Entry> {
  const end = endOf(archive);
  if (end === undefined) return;
  const count = Math.min(archive.readUInt16LE(end + 10), MOST_ENTRIES);
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_BYTES > archive.length || archive.toString('latin1', at, at + 4) !== 'PK\u0001\u0002')
      return;
    const nameEnd = at + ENTRY_BYTES + archive.readUInt16LE(at + 28);
    const isEncrypted = (archive.readUInt16LE(at + 8) & 1) === 1;
    if (!isEncrypted) {
      yield {
        name: archive.toString('utf8', at + ENTRY_BYTES, nameEnd),
        method: archive.readUInt16LE(at + 10),
        checksum: archive.readUInt32LE(at + 16),
        packedBytes: archive.readUInt32LE(at + 20),
        offset: archive.readUInt32LE(at + 42),
      };
    }
    at = nameEnd + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
}

function endOf(archive: Buffer): number | undefined {
  const first = Math.max(0, archive.length - END_BYTES - LONGEST_COMMENT);
  const at = archive.subarray(first).lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  return at < 0 || first + at + END_BYTES > archive.length ? undefined : first + at;
}

function textOf(archive: Buffer, entry: Entry, mostBytes: number): string | undefined {
  const { offset, packedBytes, method, checksum } = entry;
  if (offset + LOCAL_BYTES > archive.length) return undefined;
  const start = offset + LOCAL_BYTES + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  const packed = archive.subarray(start, start + packedBytes);
  try {
    const bytes =
      method === STORED
        ? packed
        : method === DEFLATED
          ? inflateRawSync(packed, { maxOutputLength: mostBytes })
          : undefined;
    if (bytes === undefined || bytes.length > mostBytes || crc32(bytes) !== checksum) return undefined;
    return bytes.toString('utf8');
  } catch {
    return undefined;
  }
}
