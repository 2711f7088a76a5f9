/** The few pieces of DER (X.690) that a certificate needs. Each function returns one whole element. */

function element(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), length(body.length), body]);
}

function length(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.from([bytes]);
  if (bytes < 0x100) return Buffer.from([0x81, bytes]);
  return Buffer.from([0x82, bytes >> 8, bytes & 0xff]);
}

export const sequence = (...content: readonly Uint8Array[]) => element(0x30, ...content);
export const set = (...content: readonly Uint8Array[]) => element(0x31, ...content);
export const octets = (content: Uint8Array) => element(0x04, content);
export const boolean = (value: boolean) => element(0x01, Buffer.from([value ? 0xff : 0]));
export const utf8 = (text: string) => element(0x0c, Buffer.from(text));
export const bits = (content: Uint8Array) => element(0x03, Buffer.from([0]), content);
export const explicit = (number: number, content: Uint8Array) => element(0xa0 | number, content);

/** Positive integer from its big-endian bytes. */
export function integer(bytes: Uint8Array): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const trimmed = start < 0 ? Buffer.from([0]) : Buffer.from(bytes.subarray(start));
  return element(0x02, ...((trimmed[0] ?? 0) >= 0x80 ? [Buffer.from([0])] : []), trimmed);
}

/** Object identifier from its dotted form. */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest.flatMap(base128)];
  return element(0x06, Buffer.from(bytes));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

/** UTCTime, good until 2049 (RFC 5280, 4.1.2.5.1). */
export function utcTime(date: Date): Buffer {
  const text = date.toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return element(0x17, Buffer.from(`${text}Z`));
}

export interface Piece {
  readonly tag: number;
  /** The whole element, and what is in it. */
  readonly whole: Buffer;
  readonly content: Buffer;
}

/** Splits the elements that stand one after another. Throws RangeError on input that is cut off. */
export function pieces(der: Buffer): Piece[] {
  const found: Piece[] = [];
  for (let at = 0; at < der.length; ) {
    const tag = der.readUInt8(at);
    let size = der.readUInt8(at + 1);
    let head = 2;
    if (size >= 0x80) {
      const digits = size & 0x7f;
      size = der.readUIntBE(at + 2, digits);
      head += digits;
    }
    if (at + head + size > der.length) throw new RangeError('DER element is cut off');
    found.push({
      tag,
      whole: der.subarray(at, at + head + size),
      content: der.subarray(at + head, at + head + size),
    });
    at += head + size;
  }
  return found;
}
