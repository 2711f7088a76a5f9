/** Collects the pieces of a body and puts them together once: a buffer that grows leaves twice its bytes behind. */
export interface OneBuffer {
  /** False once the cap is passed, or the pieces are so small that reading them costs more than they say. */
  add(piece: Uint8Array): boolean;
  /** What came so far, cut at the cap, in memory of its own and no more than it needs. */
  take(): Buffer;
}

/** Small pieces are gathered here: each on its own costs many times its bytes. */
const BLOCK_BYTES = 16 * 1024;
/** Even an event stream of single words has fewer: who sends a megabyte byte by byte wants to keep us busy. */
const MOST_PIECES = 20_000;

export function createOneBuffer(maxBytes: number): OneBuffer {
  let kept: Uint8Array[] = [];
  let size = 0;
  let pieces = 0;
  let block = Buffer.alloc(0);
  let used = 0;

  function endBlock() {
    if (used > 0) kept.push(block.subarray(0, used));
    block = Buffer.alloc(0);
    used = 0;
  }

  function keep(piece: Uint8Array) {
    // Most of what it was read from: as a view it costs no more than a copy would.
    if (piece.length >= BLOCK_BYTES && piece.length * 2 >= piece.buffer.byteLength) {
      endBlock();
      kept.push(piece);
      return;
    }
    for (let at = 0; at < piece.length; ) {
      if (used === block.length) {
        endBlock();
        block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
      }
      const taken = Math.min(piece.length - at, block.length - used);
      block.set(piece.subarray(at, at + taken), used);
      used += taken;
      at += taken;
    }
  }

  return {
    add(piece) {
      pieces += 1;
      const taken = Math.min(piece.length, maxBytes - size);
      if (taken > 0) keep(taken === piece.length ? piece : piece.subarray(0, taken));
      size += taken;
      return taken === piece.length && pieces <= MOST_PIECES;
    },
    take() {
      endBlock();
      const whole = Buffer.allocUnsafeSlow(size);
      let at = 0;
      for (const piece of kept) {
        whole.set(piece, at);
        at += piece.length;
      }
      kept = [];
      return whole;
    },
  };
}
