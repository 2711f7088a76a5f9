import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { text } from '../../http/exchange.ts';
import type { ParameterSlot } from '../parameter-slots.ts';

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
  if (!text(marked.response).includes('<mb-mark>')) return undefined;
  const plain = await http.once(slot.with(PLAIN));
  return text(plain.response).includes('<mb-mark>') ? undefined : { marked, plain };
}
