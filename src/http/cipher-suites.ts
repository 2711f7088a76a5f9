/** Why a suite should not be offered any more; worst first. */
export type Weakness = 'null' | 'anonymous' | 'export' | 'rc4' | 'des' | 'cbc';

export interface CipherSuite {
  /** IANA number. */
  readonly id: number;
  readonly name: string;
  /** Absent for suites that are good today. */
  readonly weakness?: Weakness;
}

const weak = (weakness: Weakness, suites: Readonly<Record<number, string>>): CipherSuite[] =>
  Object.entries(suites).map(([id, name]) => ({ id: Number(id), name, weakness }));

/** Suites of TLS 1.2 and before that servers are found with (IANA TLS Cipher Suites registry). */
export const CIPHER_SUITES: readonly CipherSuite[] = [
  ...weak('null', {
    0x0001: 'TLS_RSA_WITH_NULL_MD5',
    0x0002: 'TLS_RSA_WITH_NULL_SHA',
    0x003b: 'TLS_RSA_WITH_NULL_SHA256',
    0xc006: 'TLS_ECDHE_ECDSA_WITH_NULL_SHA',
    0xc010: 'TLS_ECDHE_RSA_WITH_NULL_SHA',
  }),
  ...weak('anonymous', {
    0x0018: 'TLS_DH_anon_WITH_RC4_128_MD5',
    0x001b: 'TLS_DH_anon_WITH_3DES_EDE_CBC_SHA',
    0x0034: 'TLS_DH_anon_WITH_AES_128_CBC_SHA',
    0x003a: 'TLS_DH_anon_WITH_AES_256_CBC_SHA',
    0x00a6: 'TLS_DH_anon_WITH_AES_128_GCM_SHA256',
    0x00a7: 'TLS_DH_anon_WITH_AES_256_GCM_SHA384',
    0xc016: 'TLS_ECDH_anon_WITH_RC4_128_SHA',
    0xc018: 'TLS_ECDH_anon_WITH_AES_128_CBC_SHA',
    0xc019: 'TLS_ECDH_anon_WITH_AES_256_CBC_SHA',
  }),
  ...weak('export', {
    0x0003: 'TLS_RSA_EXPORT_WITH_RC4_40_MD5',
    0x0006: 'TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5',
    0x0008: 'TLS_RSA_EXPORT_WITH_DES40_CBC_SHA',
    0x0014: 'TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA',
  }),
  ...weak('rc4', {
    0x0004: 'TLS_RSA_WITH_RC4_128_MD5',
    0x0005: 'TLS_RSA_WITH_RC4_128_SHA',
    0xc007: 'TLS_ECDHE_ECDSA_WITH_RC4_128_SHA',
    0xc011: 'TLS_ECDHE_RSA_WITH_RC4_128_SHA',
  }),
  ...weak('des', {
    0x0009: 'TLS_RSA_WITH_DES_CBC_SHA',
    0x0015: 'TLS_DHE_RSA_WITH_DES_CBC_SHA',
    0x000a: 'TLS_RSA_WITH_3DES_EDE_CBC_SHA',
    0x0016: 'TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA',
    0xc008: 'TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA',
    0xc012: 'TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA',
  }),
  ...weak('cbc', {
    0x002f: 'TLS_RSA_WITH_AES_128_CBC_SHA',
    0x0035: 'TLS_RSA_WITH_AES_256_CBC_SHA',
    0x0033: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA',
    0x0039: 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA',
    0x003c: 'TLS_RSA_WITH_AES_128_CBC_SHA256',
    0x003d: 'TLS_RSA_WITH_AES_256_CBC_SHA256',
    0x0041: 'TLS_RSA_WITH_CAMELLIA_128_CBC_SHA',
    0x0084: 'TLS_RSA_WITH_CAMELLIA_256_CBC_SHA',
    0x0067: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA256',
    0x006b: 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA256',
    0xc009: 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
    0xc00a: 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
    0xc013: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
    0xc014: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
    0xc023: 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256',
    0xc024: 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384',
    0xc027: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
    0xc028: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
  }),
  { id: 0x009c, name: 'TLS_RSA_WITH_AES_128_GCM_SHA256' },
  { id: 0x009d, name: 'TLS_RSA_WITH_AES_256_GCM_SHA384' },
  { id: 0x009e, name: 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256' },
  { id: 0x009f, name: 'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384' },
  { id: 0xc02b, name: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256' },
  { id: 0xc02c, name: 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384' },
  { id: 0xc02f, name: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' },
  { id: 0xc030, name: 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384' },
  { id: 0xcca8, name: 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256' },
  { id: 0xcca9, name: 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256' },
];

const byId = new Map(CIPHER_SUITES.map(({ id, name }) => [id, name]));

export function suiteName(id: number): string {
  return byId.get(id) ?? `0x${id.toString(16).padStart(4, '0')}`;
}
