import type { SecretPattern } from './secret-patterns.ts';
import { SECRET_PATTERNS } from './secret-patterns.ts';

export interface FoundSecret {
  readonly pattern: SecretPattern;
  readonly value: string;
  /** Where the value begins. */
  readonly at: number;
}

/** More of one kind in one text tell nothing new. */
const MAX_PER_PATTERN = 20;
/** Places of one marker that are looked at: ordinary links are many. */
const MAX_PLACES = 20_000;

const BY_MARKER = patternsByMarker();
/** One pass instead of one per marker: most texts hold none. */
const ANY_MARKER = new RegExp([...BY_MARKER.keys()].map(escaped).join('|'), 'g');

/** The same shapes, telling where their groups begin. */
const SHAPES = new Map(SECRET_PATTERNS.map((pattern) => [pattern, new RegExp(pattern.shape, 'dy')]));

/** Of the secret itself where the shape has more than that. */
function placeIn(match: RegExpExecArray | null): readonly [number, number] | undefined {
  return match?.indices?.[1] ?? match?.indices?.[0];
}

function patternsByMarker(): ReadonlyMap<string, readonly SecretPattern[]> {
  const patterns = new Map<string, SecretPattern[]>();
  for (const pattern of SECRET_PATTERNS) {
    for (const marker of pattern.markers) patterns.set(marker, [...(patterns.get(marker) ?? []), pattern]);
  }
  return patterns;
}

/** Credentials of known formats in a text, placeholders left out. Linear in the text. */
export function findSecrets(text: string): FoundSecret[] {
  const found = new Map<string, FoundSecret>();
  const counts = new Map<SecretPattern, number>();
  for (const secret of everySecret(text)) {
    const count = counts.get(secret.pattern) ?? 0;
    if (count >= MAX_PER_PATTERN || found.has(secret.value) || !isTelling(secret)) continue;
    found.set(secret.value, secret);
    counts.set(secret.pattern, count + 1);
  }
  return [...found.values()].sort(
    (a, b) => SECRET_PATTERNS.indexOf(a.pattern) - SECRET_PATTERNS.indexOf(b.pattern),
  );
}

/** Every value of a known format wherever it stands, placeholders too: what is hidden need not be proven first. */
export function* everySecret(text: string): Generator<FoundSecret> {
  let looked = 0;
  for (const { 0: marker, index } of text.matchAll(ANY_MARKER)) {
    looked += 1;
    if (looked > MAX_PLACES) break;
    for (const pattern of BY_MARKER.get(marker) ?? []) {
      const secret = matchAt(text, index, pattern);
      if (secret) yield secret;
    }
  }
}

function isTelling({ pattern, value }: FoundSecret): boolean {
  const secret = value.slice(prefixOf(pattern, value).length);
  return !isPlaceholder(value) && entropy(secret) >= pattern.minEntropy;
}

/** Shapes that start before their marker are tried at every such start. */
function matchAt(text: string, at: number, pattern: SecretPattern): FoundSecret | undefined {
  const earliest = Math.max(0, at - (pattern.before ?? 0));
  for (let start = earliest; start <= at; start += 1) {
    // A token within a longer word is something else: base64, a hash, a name.
    if (start > 0 && /[A-Za-z0-9]/.test(text[start - 1] ?? '') && !escapedNewline(text, start)) continue;
    const shape = SHAPES.get(pattern) ?? pattern.shape;
    shape.lastIndex = start;
    const [from, to] = placeIn(shape.exec(text)) ?? [0, 0];
    if (to > from) return { pattern, value: text.slice(from, to), at: from };
  }
  return undefined;
}

/** `\n` in a JSON string ends in a letter that belongs to no word. */
function escapedNewline(text: string, start: number): boolean {
  return text[start - 2] === '\\' && /[nrt]/.test(text[start - 1] ?? '');
}

/** What every value of the kind begins with. */
export function prefixOf({ markers }: SecretPattern, value: string): string {
  return markers.find((marker) => value.startsWith(marker)) ?? '';
}

function escaped(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

const PLACEHOLDER =
  /x{4,}|\*{3,}|•{2,}|\.{3}|…|^<.*>$|\$\{|\{\{|%[({s]|change[-_ ]?me|change[-_ ]?this|replace[-_ ]?me|example|sample|placeholder|dummy|fake|redacted|removed|hidden|masked|filtered|secret[-_]?here|your[-_ ]?(?:api|key|token|secret|pass)|<[a-z _-]+>|0{6,}|1234567|abcdefg|qwerty|insert[-_ ]|todo/i;
/** Words that stand where a password would. */
const PLACEHOLDER_WORD =
  /^(?:pass(?:wd)?|pwd|secret|token|key|user(?:name)?|null|none|undefined|string|test|value|\[[^\]]*\]|:?(?=\w*password)\w+)$/i;

/** True for what documentation writes in place of a secret. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value) || PLACEHOLDER_WORD.test(value) || /^(.)\1*$/.test(value);
}

/** Shannon entropy in bits per character. */
export function entropy(value: string): number {
  if (value.length === 0) return 0;
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

const HASH_SIGN = /\$(?:2|a|s|1|5|6|y)|pbkdf2|scrypt:|SHA/;
const HASH_SHAPES: readonly (readonly [name: string, shape: RegExp])[] = [
  ['bcrypt', /\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}/],
  ['Argon2', /\$argon2(?:id|i|d)\$(?:v=\d+\$)?m=\d+,t=\d+,p=\d+\$[\w+/=]{8,}\$[\w+/=]{16,}/],
  ['scrypt', /(?:\$scrypt\$[^\s"]{20,200}|\bscrypt:\d+:\d+:\d+\$\w{4,64}\$[0-9a-f]{32,256})/],
  ['PBKDF2', /\bpbkdf2(?:_sha(?:1|256|512)\$|:sha(?:1|256|512):)\d+\$[\w+/=]{4,64}\$[\w+/=]{16,200}/],
  [
    'crypt',
    /\$(?:1|5|6|apr1|y)\$(?:rounds=\d{1,9}\$)?(?:[./A-Za-z0-9]{1,20}\$)?[./A-Za-z0-9]{1,40}\$[./A-Za-z0-9]{22,86}/,
  ],
  ['salted SHA-1', /\{S?SHA(?:256|512)?\}[A-Za-z0-9+/=]{28,128}/],
];

export interface FoundHash {
  readonly name: string;
  readonly value: string;
}

/** The first salted password hash in a text, such as `$2b$12$…`. */
export function findPasswordHash(text: string): FoundHash | undefined {
  return findPasswordHashes(text, 1)[0];
}

/** Distinct salted password hashes in a text, at most so many. */
export function findPasswordHashes(text: string, atMost: number): FoundHash[] {
  if (!HASH_SIGN.test(text)) return [];
  const found = new Map<string, FoundHash>();
  for (const [name, shape] of HASH_SHAPES) {
    for (const [value] of text.matchAll(new RegExp(shape, 'g'))) {
      found.set(value, { name, value });
      if (found.size >= atMost) return [...found.values()];
    }
  }
  return [...found.values()];
}

/** Every salted password hash in a text, and where it begins. */
export function* everyPasswordHash(text: string): Generator<{ readonly value: string; readonly at: number }> {
  if (!HASH_SIGN.test(text)) return;
  for (const [, shape] of HASH_SHAPES) {
    for (const { 0: value, index } of text.matchAll(new RegExp(shape, 'g'))) yield { value, at: index };
  }
}

const DIGEST_LENGTHS: Readonly<Record<number, string>> = {
  32: 'MD5',
  40: 'SHA-1',
  64: 'SHA-256',
  96: 'SHA-384',
  128: 'SHA-512',
};

/** Name of the digest whose length a hexadecimal value has, or undefined. */
export function digestName(value: string): string | undefined {
  return /^[0-9a-f]+$/i.test(value) && entropy(value) > 2.5 ? DIGEST_LENGTHS[value.length] : undefined;
}

/** Header and claims of a compact JWS (RFC 7515), or undefined when it is none. */
export function readJwt(value: string): { readonly header: Claims; readonly claims: Claims } | undefined {
  const [head, body] = value.split('.');
  const header = decode(head);
  const claims = decode(body);
  return header && claims && typeof header.alg === 'string' ? { header, claims } : undefined;
}

type Claims = Readonly<Record<string, unknown>>;

function decode(part = ''): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Claims)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Everything that could belong to one token, so that a text of `eyJeyJeyJ…` is read once and not once per letter. */
const TOKEN_RUN = /[\w.-]+/y;
const JWT_SHAPE = /^eyJ[\w-]{8,2000}\.eyJ[\w-]{2,8000}\.[\w-]{16,2000}$/;

/** Compact JWS in a text. */
export function findJwts(text: string): string[] {
  const found = new Set<string>();
  for (let at = text.indexOf('eyJ'); at >= 0 && found.size < MAX_PER_PATTERN; ) {
    TOKEN_RUN.lastIndex = at;
    const run = TOKEN_RUN.exec(text)?.[0] ?? '';
    if (run.length < LONGEST_JWT && JWT_SHAPE.test(run)) found.add(run);
    at = text.indexOf('eyJ', at + run.length);
  }
  return [...found];
}

const LONGEST_JWT = 12_000;

/** Subjects and names of the tokens that libraries and standards print (jwt.io, RFC 7519, RFC 7515). */
const SAMPLE_SUBJECT = /^(?:1234567890|joe|alice|bob|user(?:name)?|john(?:\.?doe)?|test(?:user)?)$/i;
const SAMPLE_NAME = /^(?:john|jane) doe$/i;
/** When jwt.io's sample and RFC 7519's were issued or ended. */
const SAMPLE_TIMES = new Set([1_516_239_022, 1_300_819_380]);

/** True for the tokens of manuals: nobody is let in with them. */
export function isSampleJwt(claims: Claims): boolean {
  if (SAMPLE_TIMES.has(Number(claims.iat)) || SAMPLE_TIMES.has(Number(claims.exp))) return true;
  return (
    SAMPLE_SUBJECT.test(String(claims.sub ?? claims.iss ?? '')) && SAMPLE_NAME.test(String(claims.name ?? ''))
  );
}

/** Claims by which a token opens one file or object for whoever has the link, and speaks for nobody. */
const RESOURCE_CLAIMS = [
  'obj',
  'path',
  'paths',
  'url',
  'uri',
  'file',
  'key',
  'bucket',
  'resource',
  'rsrc',
  'prefix',
  'policy',
  'htm',
  'sig',
];

export function opensOneResource(claims: Claims): boolean {
  const audience = JSON.stringify(claims.aud ?? '');
  return (
    RESOURCE_CLAIMS.some((name) => Object.hasOwn(claims, name)) ||
    /image|media|file|asset|cdn|video|upload|download|storage/i.test(audience)
  );
}
