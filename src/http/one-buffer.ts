/** Collects the pieces of a body in one buffer: pieces that are kept one by one cost many times their bytes. */
export interface OneBuffer {
  /** False once the cap is passed, or the pieces are so small that reading them costs more than they say. */
  add(piece: Uint8Array): boolean;
  /** What came so far, cut at the cap, in memory of its own and no more than it needs. */
  take(): Buffer;
}

/** Room for most answers. Larger ones get a buffer that grows in place, which a short one would pay for in vain. */
const SMALL_BYTES = 32 * 1024;
/** A page of memory, and then some: growing by less would only cost calls. */
const STEP_BYTES = 64 * 1024;
/** Even an event stream of single words has fewer: who sends a megabyte byte by byte wants to keep us busy. */
const MOST_PIECES = 20_000;

/** What Node 20 can do and the compiler's library does not know yet (ECMA-262, resizable array buffers). */
interface Resizable extends ArrayBuffer {
  readonly resizable: boolean;
  resize(bytes: number): void;
}
const Resizable = ArrayBuffer as unknown as new (bytes: number, most: { maxByteLength: number }) => Resizable;

export function createOneBuffer(maxBytes: number): OneBuffer {
  let small = Buffer.alloc(0);
  let large: Resizable | undefined;
  let size = 0;
  let pieces = 0;

  /** Growing by copies leaves twice the bytes behind, until somebody collects them. */
  function roomFor(bytes: number): Uint8Array {
    if (bytes <= SMALL_BYTES && !large) {
      if (bytes <= small.length) return small;
      const wider = Buffer.allocUnsafeSlow(Math.min(SMALL_BYTES, Math.max(bytes, small.length * 2, 1_024)));
      small.copy(wider, 0, 0, size);
      small = wider;
      return small;
    }
    if (!large) {
      large = new Resizable(0, { maxByteLength: maxBytes });
      large.resize(Math.min(maxBytes, bytes + STEP_BYTES));
      new Uint8Array(large).set(small.subarray(0, size));
      small = Buffer.alloc(0);
    }
    if (bytes > large.byteLength) large.resize(Math.min(maxBytes, bytes + STEP_BYTES));
    return new Uint8Array(large, 0, large.byteLength);
  }

  return {
    add(piece) {
      pieces += 1;
      const taken = Math.min(piece.length, maxBytes - size);
      if (taken > 0)
        roomFor(size + taken).set(taken === piece.length ? piece : piece.subarray(0, taken), size);
      size += taken;
      return taken === piece.length && pieces <= MOST_PIECES;
    },
    take() {
      if (large) {
        large.resize(size);
        return Buffer.from(large, 0, size);
      }
      const exact = Buffer.allocUnsafeSlow(size);
      small.copy(exact, 0, 0, size);
      return exact;
    },
  };
}

/** The first bytes of a body. What came after them is given back at once where it can be, not when it is collected. */
export function cutShort(body: Uint8Array, bytes: number): Uint8Array {
  const { buffer } = body;
  if (!(buffer as Resizable).resizable || body.byteOffset > 0)
    return Uint8Array.from(body.subarray(0, bytes));
  (buffer as Resizable).resize(bytes);
  return new Uint8Array(buffer, 0, bytes);
}
