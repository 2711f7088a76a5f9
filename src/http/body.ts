import zlib from 'node:zlib';
import type { HeaderList } from './exchange.ts';
import { headerValues } from './exchange.ts';
import { createTurns } from './in-turn.ts';
import { createOneBuffer } from './one-buffer.ts';

export interface DecodedBody {
  readonly body: Buffer;
  /** True when the cap or a broken coding left something out. */
  readonly cut: boolean;
}

type Decoder = (raw: Buffer) => zlib.Gunzip | zlib.Inflate | zlib.InflateRaw | zlib.BrotliDecompress;

/** Small steps: a bomb is stopped within one of these after the cap. */
const CHUNK_BYTES = 16 * 1024;
const OPTIONS = { chunkSize: CHUNK_BYTES };

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: () => zlib.createGunzip(OPTIONS),
  'x-gzip': () => zlib.createGunzip(OPTIONS),
  // "deflate" means zlib, but some servers send it bare (RFC 9110 section 8.4.1.2).
  deflate: (raw) =>
    ((raw[0] ?? 0) & 0x0f) === 8 ? zlib.createInflate(OPTIONS) : zlib.createInflateRaw(OPTIONS),
  br: () => zlib.createBrotliDecompress(OPTIONS),
};

/** A window is up to 16 MB, whatever comes out: of several answers at once each would hold its own. */
const brotliTurns = createTurns();

/** More codings than this on one answer are an attempt to keep us busy. */
const MOST_CODINGS = 3;

/**
 * Removes the content codings (RFC 9110 section 8.4). Never expands past `maxBytes`: a bomb is cut there, and a
 * coding that breaks off gives what it had. An answer that lies about its coding is kept as it came.
 */
export async function decodeBody(raw: Buffer, headers: HeaderList, maxBytes: number): Promise<DecodedBody> {
  const codings = headerValues(headers, 'content-encoding')
    .flatMap((value) => value.split(','))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .reverse();
  let current: DecodedBody = { body: raw, cut: false };
  if (codings.length <= MOST_CODINGS && raw.length > 0) {
    for (const coding of codings) {
      const decoder = DECODERS[coding];
      if (!decoder) break;
      const raw = current.body;
      const decode = () => inflate(decoder(raw), raw, maxBytes);
      const { body, cut } = await (coding === 'br' ? brotliTurns(coding, decode) : decode());
      if (cut && body.length === 0) return within(current.body, true, maxBytes);
      current = { body, cut: current.cut || cut };
    }
  }
  return within(current.body, current.cut, maxBytes);
}

function within(body: Buffer, cut: boolean, maxBytes: number): DecodedBody {
  return body.length > maxBytes ? { body: body.subarray(0, maxBytes), cut: true } : { body, cut };
}

function inflate(decoder: ReturnType<Decoder>, raw: Buffer, maxBytes: number): Promise<DecodedBody> {
  return new Promise((resolve) => {
    const buffer = createOneBuffer(maxBytes);
    let done = false;
    const finish = (cut: boolean) => {
      if (done) return;
      done = true;
      decoder.destroy();
      resolve({ body: buffer.take(), cut });
    };
    decoder.on('data', (chunk: Buffer) => {
      if (!buffer.add(chunk)) finish(true);
    });
    decoder.on('end', () => finish(false));
    decoder.on('error', () => finish(true));
    decoder.end(raw);
  });
}
