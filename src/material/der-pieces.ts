/** One element of DER (X.690). */
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
