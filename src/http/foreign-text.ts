import { toUSVString } from 'node:util';

/** As `encodeURIComponent`, but half a surrogate pair, which JSON can spell, is written as its replacement, not thrown. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(toUSVString(text));
}

/** As `decodeURIComponent`; what is no percent-encoding stays as it is. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The same for a query or a form, where a plus sign stands for a space. */
export function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** What a reference of the target leads to, or undefined where it is none. */
export function urlOf(reference: string, base?: string): URL | undefined {
  return URL.canParse(reference, base) ? new URL(reference, base) : undefined;
}

/** The same text in memory of its own: a part of a string keeps the whole alive, and answers have megabytes. */
export function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
