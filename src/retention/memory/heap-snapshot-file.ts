/** The description of the fields comes first and has two thousand characters. */
const HEAD_CHARS = 64 * 1024;

/**
 * Bytes of all objects in a heap snapshot of V8: the sum of `self_size` over `nodes`, an array of numbers with as many to
 * each node as `node_fields` names. What follows it is not read. Throws an Error where it is no such file.
 */
export async function heapInSnapshot(chunks: AsyncIterable<Buffer>): Promise<number> {
  let head = '';
  let nodes: SizeSum | undefined;
  for await (const chunk of chunks) {
    if (nodes?.add(chunk)) return nodes.bytes;
    if (nodes !== undefined) continue;
    head += chunk.toString('latin1');
    const start = head.indexOf('"nodes":[');
    if (start < 0 && head.length > HEAD_CHARS) break;
    if (start < 0) continue;
    const fields = /"node_fields":\[([^\]]{1,1000})\]/.exec(head)?.[1]?.split(',') ?? [];
    const size = fields.findIndex((field) => field.trim() === '"self_size"');
    if (size < 0) break;
    nodes = new SizeSum(size, fields.length);
    if (nodes.add(Buffer.from(head.slice(start + '"nodes":['.length), 'latin1'))) return nodes.bytes;
  }
  throw new Error('the file is no heap snapshot');
}

const [ZERO, NINE, COMMA, END] = [48, 57, 44, 93];

/** Adds up one field of each node, over numbers that chunks may cut. */
class SizeSum {
  bytes = 0;
  private readonly field: number;
  private readonly fields: number;
  private at = 0;
  private value = 0;

  constructor(field: number, fields: number) {
    this.field = field;
    this.fields = fields;
  }

  /** True when the array has ended. */
  add(chunk: Buffer): boolean {
    for (const byte of chunk) {
      if (byte >= ZERO && byte <= NINE) this.value = this.value * 10 + byte - ZERO;
      else if (byte === COMMA || byte === END) {
        if (this.at === this.field) this.bytes += this.value;
        this.at = (this.at + 1) % this.fields;
        this.value = 0;
        if (byte === END) return true;
      }
    }
    return false;
  }
}
