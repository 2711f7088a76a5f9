import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { CIPHER_SUITES } from './cipher-suites.ts';
import type { TlsVersion } from './client.ts';

/** Wire numbers of the versions (RFC 8446 appendix D). */
export const VERSIONS: Readonly<Record<TlsVersion, number>> = {
  SSLv3: 0x0300,
  TLSv1: 0x0301,
  'TLSv1.1': 0x0302,
  'TLSv1.2': 0x0303,
};

/** Suites that exist from TLS 1.2 on: those with GCM, ChaCha20 or a SHA-2 hash. */
const ONLY_IN_12 = /GCM|POLY1305|SHA256$|SHA384$/;
/** Told to servers that refuse clients without a word on renegotiation (RFC 5746 section 3.3). */
const RENEGOTIATION_SIGNAL = 0x00ff;

const u8 = (value: number) => Buffer.from([value]);
const u16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const counted8 = (data: Uint8Array) => Buffer.concat([u8(data.length), data]);
const counted16 = (data: Uint8Array) => Buffer.concat([u16(data.length), data]);

/** Every suite of the table that this version can speak. */
export function suitesOf(version: TlsVersion): number[] {
  return CIPHER_SUITES.filter(({ name }) => version === 'TLSv1.2' || !ONLY_IN_12.test(name)).map(
    ({ id }) => id,
  );
}

/**
 * A ClientHello record (RFC 5246 section 7.4.1.2) for suites and versions that OpenSSL no longer has. It is the
 * only thing ever sent: the answer to it tells all.
 */
export function clientHello(host: string, version: TlsVersion, suites: readonly number[]): Buffer {
  const number = VERSIONS[version];
  const body = Buffer.concat([
    u16(number),
    randomBytes(32),
    counted8(Buffer.alloc(0)),
    counted16(Buffer.concat([...suites, RENEGOTIATION_SIGNAL].map(u16))),
    counted8(u8(0)),
    version === 'SSLv3' ? Buffer.alloc(0) : counted16(extensions(host, version)),
  ]);
  const message = Buffer.concat([u8(1), u8(0), counted16(body)]);
  // Old middleboxes expect the lowest version on the record itself (RFC 5246 appendix E.1).
  return Buffer.concat([u8(22), u16(Math.min(number, VERSIONS.TLSv1)), counted16(message)]);
}

function extensions(host: string, version: TlsVersion): Buffer {
  const extension = (type: number, data: Uint8Array) => Buffer.concat([u16(type), counted16(data)]);
  const list = [
    // x25519, secp256r1, secp384r1, secp521r1
    extension(10, counted16(Buffer.concat([29, 23, 24, 25].map(u16)))),
    extension(11, counted8(u8(0))),
  ];
  if (net.isIP(host) === 0) {
    list.unshift(extension(0, counted16(Buffer.concat([u8(0), counted16(Buffer.from(host))]))));
  }
  if (version === 'TLSv1.2') {
    // RSA, RSA-PSS and ECDSA with SHA-2, then SHA-1, since what matters here is the suite.
    const schemes = [0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201];
    list.push(extension(13, counted16(Buffer.concat(schemes.map(u16)))));
  }
  return Buffer.concat(list);
}
