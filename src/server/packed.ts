import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { ScanResult } from '../result.ts';

/** A result as a file: gzip of its JSON, and how long that is. */
export interface Packed {
  readonly bytes: number;
  readonly gzip: Uint8Array;
}

export async function pack(result: ScanResult): Promise<Packed> {
  const text = Buffer.from(JSON.stringify(result));
  return { bytes: text.length, gzip: await promisify(gzip)(text) };
}

/** As bytes of JSON. */
export async function unpackText(packed: Uint8Array): Promise<Buffer> {
  return await promisify(gunzip)(packed);
}

export async function unpack(packed: Uint8Array): Promise<ScanResult> {
  return JSON.parse((await unpackText(packed)).toString()) as ScanResult;
}
