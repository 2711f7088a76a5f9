import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { text } from '../../http/exchange.ts';
import type { ParameterSlot } from '../../places/parameters.ts';

/** Harmless: an element that no browser knows, with the signs that break out of an attribute. */
export const MARKUP = `mb"'><mb-mark>`;
const PLAIN = 'mbmark';

/** An answer that holds our markup as markup, and the one for a plain word, which does not. */
export interface Reflection {
  readonly marked: Exchange;
  readonly plain: Exchange;
}

/** The proof that a parameter comes back unescaped, or undefined. Rules that ask the same share the answers. */
export async function reflectionOf(http: HttpClient, slot: ParameterSlot): Promise<Reflection | undefined> {
  const marked = await http.once(slot.with(MARKUP));
  if (!holdsMark(text(marked.response))) return undefined;
  const plain = await http.once(slot.with(PLAIN));
  return holdsMark(text(plain.response)) ? undefined : { marked, plain };
}

/** Debug pages repeat everything in a comment, out of which nothing of ours leads. */
function holdsMark(page: string): boolean {
  for (let at = page.indexOf('<mb-mark>'); at >= 0; at = page.indexOf('<mb-mark>', at + 1)) {
    if (page.lastIndexOf('<!--', at) <= page.lastIndexOf('-->', at)) return true;
  }
  return false;
}
