import type { HeaderList } from './exchange.ts';
import { percentEncoded } from './foreign-text.ts';

/** Replaces what must not be printed. Built once per scan from every secret that the scan holds. */
export interface Redactor {
  /** Anything that may hold words of the target: what looks like a secret of its own is masked too. */
  text(value: string): string;
  /** What the scanner sent: only the user's secrets are masked, so that forged tokens can be replayed. */
  sent(value: string): string;
  headers(headers: HeaderList): [string, string][];
}

export const MASK = '[redacted]';

/** Shorter secrets would blot out ordinary words; they are still masked in headers. */
const SHORTEST_SECRET = 4;

const SENSITIVE_HEADER =
  /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|api-key|x-auth-token|x-access-token|x-csrf-token|x-amz-security-token)$/i;

/** Signature of a compact JWS (RFC 7515 section 7.1): without it a token in an answer opens nothing. */
const JWS_SIGNATURE = /(?<![\w-])((?=([\w-]*?eyJ))\2[\w-]{8,}\.eyJ[\w-]+\.)[\w-]{8,}/g;

/** Values of fields that by their name hold a secret, in JSON and in form bodies. */
const SECRET_FIELD =
  /("(?:[\w-]*(?:passw(?:or)?d|passwd|secret|private_?key|api_?key|access_?token|refresh_?token)[\w-]*)"\s*:\s*")((?:[^"\\]|\\.){3,})(")/gi;

/** Basic credentials that are not quite ours, as in a shell line. */
const BASIC_VALUE = /(authorization:\s*basic\s+)[\w+/=-]{6,}/gi;

/** Halves of shorter secrets are ordinary words. */
const SHORTEST_HALVED = 12;

export function createRedactor(secrets: readonly string[]): Redactor {
  const halves = halvesOf(secrets);
  const forms = secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(writtenForms);
  const known = [...new Set(forms)].sort((a, b) => b.length - a.length);
  const sent = (value: string) => {
    let clean = value;
    for (const secret of known) clean = clean.split(secret).join(MASK);
    for (const half of halves) clean = clean.replace(half, MASK);
    return clean.replace(BASIC_VALUE, `$1${MASK}`);
  };
  const text = (value: string) =>
    sent(value)
      .replace(JWS_SIGNATURE, `$1${MASK}`)
      .replace(
        SECRET_FIELD,
        (_all, open: string, held: string, close: string) => `${open}${masked(held)}${close}`,
      );
  return {
    text,
    sent,
    headers: (headers) =>
      headers.map(([name, value]) => [
        name,
        SENSITIVE_HEADER.test(name) ? text(maskedHeader(name, value)) : text(value),
      ]),
  };
}

/** Enough to recognise a leaked value in one's own data, too little to use it. */
export function masked(value: string): string {
  return value === MASK || value.length < 8 ? MASK : `${value.slice(0, 3)}…${MASK}`;
}

function maskedHeader(name: string, value: string): string {
  // Cookie attributes are what findings about cookies show; only the value is secret.
  if (/^set-cookie$/i.test(name)) return value.replace(/^([^=;]*)=?[^;]*/, `$1=${MASK}`);
  const scheme = /^(Basic|Bearer|Digest|ApiKey|Token)\s/i.exec(value)?.[0] ?? '';
  return `${scheme}${MASK}`;
}

/** How a secret shows up elsewhere: encoded for URLs, forms, JSON, HTML, shells, and in base64. */
function writtenForms(secret: string): string[] {
  const url = percentEncoded(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const strictUrl = url.replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const forms = [
    secret,
    ...[url, strictUrl, strictUrl.replaceAll('%2A', '*')].flatMap((form) => [
      form,
      form.replaceAll('%20', '+'),
      form.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase()),
    ]),
    json,
    json.replaceAll('/', '\\/'),
    escapeNonAscii(json),
    escapeNonAscii(json).replaceAll('/', '\\/'),
    escapeHtml(secret),
    secret.replaceAll("'", "'\\''"),
    ...base64Forms(secret),
  ];
  return forms.filter((form) => form.length >= SHORTEST_SECRET);
}

/** Padding is left out, so that both spellings match; all three alignments, since a secret may stand inside. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const forms = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/(?<!=)=+$/, '');
    // The first digits mix with what stands before, the last ones with what follows.
    const start = shift === 0 ? 0 : shift + 1;
    const end = shift === 0 || (bytes.length + shift) % 3 === 0 ? encoded.length : encoded.length - 1;
    return encoded.slice(start, end);
  });
  const inside = (bytes.length % 3 === 0 ? forms[0] : forms[0]?.slice(0, -1)) ?? '';
  // A few digits alone are no secret any more, and stand in many an innocent word.
  const kept = [forms[0] ?? '', ...[inside, ...forms.slice(1)].filter((form) => form.length >= 8)];
  return kept.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

function escapeNonAscii(json: string): string {
  return json.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function escapeHtml(value: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return value.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}

/** A token whose signature is listed as a secret of its own: head and claims open nothing without it. */
const SIGNED = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/;

/** Rules send secrets that are slightly wrong: what they left intact must not show either, in any case. */
function halvesOf(secrets: readonly string[]): RegExp[] {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_HALVED && !SIGNED.test(secret))
    .flatMap((secret) => {
      const middle = Math.floor(secret.length / 2);
      return [secret.slice(0, middle), secret.slice(middle + 1)];
    })
    .map((half) => new RegExp(half.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'));
}
