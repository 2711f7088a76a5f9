/** An address or name that means something inside a network only. */
export interface InternalAddress {
  readonly address: string;
  readonly kind: 'private address' | 'metadata address' | 'internal name';
}

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const PRIVATE = `(?:10\\.${OCTET}|192\\.168|172\\.(?:1[6-9]|2\\d|3[01]))\\.${OCTET}\\.${OCTET}`;
export const METADATA_ADDRESS = '169.254.169.254';
/** The same by name, in one cloud. */
export const METADATA_NAME = 'metadata.google.internal';
const METADATA = METADATA_ADDRESS.replaceAll('.', '\\.');
const NAME =
  '(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+(?:internal|intranet|corp|lan|svc\\.cluster\\.local|local)';
const HOST = `(${PRIVATE}|${METADATA}|${NAME})(?![\\w.-])`;

/**
 * A bare number with three dots is as often a version: an address counts only where something says that it is one:
 * a scheme or user in front, a port behind, or the name of the field.
 */
const IN_CONTEXT: readonly RegExp[] = [
  new RegExp(`\\b[a-z][a-z0-9+.-]{0,20}://(?:[^\\s/@"']*@)?${HOST}`, 'gi'),
  new RegExp(`(?<![\\w.-])(${PRIVATE}|${METADATA}|${NAME}):\\d{2,5}(?![\\w.])`, 'gi'),
  new RegExp(
    `"[\\w-]*(?:host(?:name)?|server|upstream|backend|node|peer|instance|internal_?ip|private_?ip|pod_?ip|endpoint)"\\s*:\\s*"${HOST}`,
    'gi',
  ),
];
/** No other system has such names. */
const ALWAYS = /(?<![\w.-])((?:[a-z0-9-]+\.)+svc\.cluster\.local)(?![\w.-])/gi;

/** Internal addresses in a text, each once, in order. */
export function internalAddresses(text: string): InternalAddress[] {
  const found = [...IN_CONTEXT, ALWAYS].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((hit) => hit[1] ?? ''),
  );
  return [...new Set(found.map((address) => address.toLowerCase()))].map((address) => ({
    address,
    kind: kindOf(address),
  }));
}

function kindOf(address: string): InternalAddress['kind'] {
  if (address === METADATA_ADDRESS) return 'metadata address';
  return /^[\d.]+$/.test(address) ? 'private address' : 'internal name';
}

/** True for an address or name that is itself one of an internal network; loopback is not. */
export function isPrivate(address: string): boolean {
  return new RegExp(`^(?:${PRIVATE}|${NAME})$`, 'i').test(address);
}
