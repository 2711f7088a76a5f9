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
    1: 'TLS_RSA_WITH_NULL_MD5',
    2: 'TLS_RSA_WITH_NULL_SHA',
    59: 'TLS_RSA_WITH_NULL_SHA256',
    49158: 'TLS_ECDHE_ECDSA_WITH_NULL_SHA',
    49168: 'TLS_ECDHE_RSA_WITH_NULL_SHA',
  }),
  ...weak('anonymous', {
    24: 'TLS_DH_anon_WITH_RC4_128_MD5',
    27: 'TLS_DH_anon_WITH_3DES_EDE_CBC_SHA',
    52: 'TLS_DH_anon_WITH_AES_128_CBC_SHA',
    58: 'TLS_DH_anon_WITH_AES_256_CBC_SHA',
    166: 'TLS_DH_anon_WITH_AES_128_GCM_SHA256',
    167: 'TLS_DH_anon_WITH_AES_256_GCM_SHA384',
    49174: 'TLS_ECDH_anon_WITH_RC4_128_SHA',
    49176: 'TLS_ECDH_anon_WITH_AES_128_CBC_SHA',
    49177: 'TLS_ECDH_anon_WITH_AES_256_CBC_SHA',
  }),
  ...weak('export', {
    3: 'TLS_RSA_EXPORT_WITH_RC4_40_MD5',
    6: 'TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5',
    8: 'TLS_RSA_EXPORT_WITH_DES40_CBC_SHA',
    20: 'TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA',
  }),
  ...weak('rc4', {
    4: 'TLS_RSA_WITH_RC4_128_MD5',
    5: 'TLS_RSA_WITH_RC4_128_SHA',
    49159: 'TLS_ECDHE_ECDSA_WITH_RC4_128_SHA',
    49169: 'TLS_ECDHE_RSA_WITH_RC4_128_SHA',
  }),
  ...weak('des', {
    9: 'TLS_RSA_WITH_DES_CBC_SHA',
    21: 'TLS_DHE_RSA_WITH_DES_CBC_SHA',
    10: 'TLS_RSA_WITH_3DES_EDE_CBC_SHA',
    22: 'TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA',
    49160: 'TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA',
    49170: 'TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA',
  }),
  ...weak('cbc', {
    47: 'TLS_RSA_WITH_AES_128_CBC_SHA',
    53: 'TLS_RSA_WITH_AES_256_CBC_SHA',
    51: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA',
    57: 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA',
    60: 'TLS_RSA_WITH_AES_128_CBC_SHA256',
    61: 'TLS_RSA_WITH_AES_256_CBC_SHA256',
    65: 'TLS_RSA_WITH_CAMELLIA_128_CBC_SHA',
    132: 'TLS_RSA_WITH_CAMELLIA_256_CBC_SHA',
    103: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA256',
    107: 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA256',
    49161: 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
    49162: 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
    49171: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
    49172: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
    49187: 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256',
    49188: 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384',
    49191: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
    49192: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
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
