/** Collects the pieces of a body in one buffer: pieces that are kept one by one cost many times their bytes. */
export interface OneBuffer {
  /** False once the cap is passed, or the pieces are so small that reading them costs more than they say. */
  add(piece: Uint8Array): boolean;
  /** What came so far, cut at the cap, in memory of its own and no more than it needs. */
  take(): Buffer;
}

const FIRST_BYTES = 16 * 1024;
/** Even an event stream of single words has fewer: who sends a megabyte byte by byte wants to keep us busy. */
const MOST_PIECES = 20_000;

/** @param expectedBytes what the head announced, where it did: not trusted, but a good first size */
export function createOneBuffer(maxBytes: number, expectedBytes = FIRST_BYTES): OneBuffer {
  let held = Buffer.alloc(0);
  let size = 0;
  let pieces = 0;

  function makeRoom(bytes: number) {
    if (bytes <= held.length) return;
    const wanted = Math.max(bytes, held.length * 2, Math.min(expectedBytes, maxBytes), FIRST_BYTES);
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes, Math.min(wanted, maxBytes)));
    held.copy(larger, 0, 0, size);
    held = larger;
  }

  return {
    add(piece) {
      pieces += 1;
      const taken = Math.min(piece.length, maxBytes - size);
      makeRoom(size + taken);
      held.set(taken === piece.length ? piece : piece.subarray(0, taken), size);
      size += taken;
      return taken === piece.length && pieces <= MOST_PIECES;
    },
    take() {
      // A view would keep the whole buffer alive for a few bytes.
      if (held.length - size < FIRST_BYTES / 16) return held.subarray(0, size);
      const exact = Buffer.allocUnsafeSlow(size);
      held.copy(exact, 0, 0, size);
      return exact;
    },
  };
}
