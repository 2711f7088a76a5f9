import type { HeaderList } from './exchange.ts';

/** Replaces what must not be printed. Built once per scan from every secret that the scan holds. */
export interface Redactor {
  text(value: string): string;
  headers(headers: HeaderList): [string, string][];
}

export const MASK = '[redacted]';

/** Shorter secrets would blot out ordinary words; they are still masked in headers. */
const SHORTEST_SECRET = 4;

const SENSITIVE_HEADER =
  /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|api-key|x-auth-token|x-access-token|x-csrf-token|x-amz-security-token)$/i;

/** Signature of a compact JWS (RFC 7515 section 7.1): without it a token in an answer opens nothing. */
const JWS_SIGNATURE = /\b(eyJ[\w-]{8,}\.eyJ[\w-]+\.)[\w-]{8,}/g;

/** Values of fields that by their name hold a secret, in JSON and in form bodies. */
const SECRET_FIELD =
  /("(?:[\w-]*(?:passw(?:or)?d|passwd|secret|private_?key|api_?key|access_?token|refresh_?token)[\w-]*)"\s*:\s*")((?:[^"\\]|\\.){3,})(")/gi;

/** Basic credentials that are not quite ours, as in a shell line. */
const BASIC_VALUE = /(authorization:\s*basic\s+)[\w+/=-]{6,}/gi;

/** Halves of shorter secrets are ordinary words. */
const SHORTEST_HALVED = 12;

export function createRedactor(secrets: readonly string[]): Redactor {
  const known = variants(secrets);
  const halves = halvesOf(secrets);
  const text = (value: string) => {
    let clean = value;
    for (const secret of known) clean = clean.split(secret).join(MASK);
    for (const half of halves) clean = clean.replace(half, MASK);
    return clean
      .replace(BASIC_VALUE, `$1${MASK}`)
      .replace(JWS_SIGNATURE, `$1${MASK}`)
      .replace(
        SECRET_FIELD,
        (_all, open: string, held: string, close: string) => `${open}${masked(held)}${close}`,
      );
  };
  return {
    text,
    headers: (headers) =>
      headers.map(([name, value]) => [
        name,
        SENSITIVE_HEADER.test(name) ? maskedHeader(name, value) : text(value),
      ]),
  };
}

/** Enough to recognise a leaked value in one's own data, too little to use it. */
export function masked(value: string): string {
  return value === MASK || value.length < 8 ? MASK : `${value.slice(0, 3)}…${MASK}`;
}

function maskedHeader(name: string, value: string): string {
  // Cookie attributes are what findings about cookies show; only the value is secret.
  if (/^set-cookie$/i.test(name)) return value.replace(/^([^=;]+)=[^;]*/, `$1=${MASK}`);
  const scheme = /^(Basic|Bearer|Digest|ApiKey|Token)\s/i.exec(value)?.[0] ?? '';
  return `${scheme}${MASK}`;
}

/** A secret also shows up URL-encoded, JSON-escaped and in base64. */
function variants(secrets: readonly string[]): string[] {
  const all = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret, 'utf8').toString('base64'),
    ]);
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}

/** Rules send secrets that are slightly wrong: what they left intact must not show either, in any case. */
function halvesOf(secrets: readonly string[]): RegExp[] {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_HALVED)
    .flatMap((secret) => {
      const middle = Math.floor(secret.length / 2);
      return [secret.slice(0, middle), secret.slice(middle + 1)];
    })
    .map((half) => new RegExp(half.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'));
}
