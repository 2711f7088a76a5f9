import { randomBytes, randomUUID } from 'node:crypto';
import { RetentionError } from '../errors.ts';

const ALPHABETS: Readonly<Record<string, string>> = {
  hex: '0123456789abcdef',
  digits: '0123456789',
  alnum: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  base64url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
};
const PART = /\{(hex|digits|alnum|base64url):(\d+|\*)\}|\{(uuid)\}/g;
/** Fewer random bits than this would repeat credentials among 40,000. */
const LEAST_RANDOM_BITS = 48;

export interface Template {
  /** True when a `*` lets the credential be padded to a size. */
  readonly elastic: boolean;
  /** Length without padding, bytes. */
  readonly leastBytes: number;
  make(bytes: number): string;
}

/**
 * `sk_live_{hex:32}`: random hex, digits, alnum or base64url of a length, `{uuid}`, and `{hex:*}` that fills up to the
 * wanted size. A template without `*` keeps its length, because a service may check the format before it looks further; braces around anything else stay, as in JSON.
 * Throws RetentionError `bad-option` when nothing in it is random enough.
 */
export function parseTemplate(text: string, what: 'credential' | 'body' = 'credential'): Template {
  const parts = [...text.matchAll(PART)];
  const fixed = text.replace(PART, '').length;
  const elastic = parts.some((part) => part[2] === '*');
  const bits = parts.reduce((sum, part) => {
    if (part[3] !== undefined) return sum + 122;
    const length = part[2] === '*' ? 16 : Number(part[2]);
    return sum + length * Math.log2(ALPHABETS[part[1] ?? '']?.length ?? 1);
  }, 0);
  if (bits < LEAST_RANDOM_BITS)
    throw new RetentionError(
      'bad-option',
      `The ${what} template \`${text}\` has too little that is random: add a part such as {hex:32}.`,
    );
  const leastBytes =
    fixed + parts.reduce((sum, part) => sum + (part[3] ? 36 : part[2] === '*' ? 16 : Number(part[2])), 0);
  return {
    elastic,
    leastBytes,
    make(bytes) {
      let filler = Math.max(16, bytes - leastBytes + 16);
      return text.replace(PART, (_, alphabet: string | undefined, length: string | undefined) => {
        if (alphabet === undefined) return randomUUID();
        const wanted = length === '*' ? filler : Number(length);
        // Only the first filler grows; another one stays small.
        if (length === '*') filler = 16;
        return randomText(ALPHABETS[alphabet] ?? '', wanted);
      });
    },
  };
}

/** Random text; the small bias of a remainder is of no matter for a credential that is never valid. */
function randomText(alphabet: string, length: number): string {
  // Two alphabets have an encoder: tens of thousands of long credentials must not slow the load down.
  if (alphabet === ALPHABETS.hex)
    return randomBytes(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length);
  if (alphabet === ALPHABETS.base64url) return randomBytes(length).toString('base64url').slice(0, length);
  let text = '';
  for (const byte of randomBytes(length)) text += alphabet[byte % alphabet.length];
  return text;
}
