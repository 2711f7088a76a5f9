import zlib from 'node:zlib';
import type { HeaderList } from './exchange.ts';
import { header } from './exchange.ts';

const DECODERS: Record<string, (data: Buffer, options: zlib.ZlibOptions) => Buffer> = {
  gzip: zlib.gunzipSync,
  'x-gzip': zlib.gunzipSync,
  deflate: zlib.inflateSync,
  br: (data, options) => zlib.brotliDecompressSync(data, { maxOutputLength: options.maxOutputLength }),
};

/** Removes the content coding (RFC 9110 section 8.4); a bomb or a broken coding is cut, never expanded in full. */
export function decodeBody(
  raw: Buffer,
  headers: HeaderList,
  maxBytes: number,
): { readonly body: Buffer; readonly cut: boolean } {
  const coding = (header(headers, 'content-encoding') ?? '').trim().toLowerCase();
  const decode = DECODERS[coding];
  if (decode === undefined || raw.length === 0) {
    return { body: raw.subarray(0, maxBytes), cut: raw.length > maxBytes };
  }
  try {
    return { body: decode(raw, { maxOutputLength: maxBytes, finishFlush: zlib.constants.Z_SYNC_FLUSH }), cut: false };
  } catch {
    return { body: Buffer.alloc(0), cut: true };
  }
}
