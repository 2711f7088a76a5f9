import type { HttpClient, RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { headerValues, mediaType, text } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import type { ProbeContext } from '../rule.ts';
import { withHeaders } from '../with-headers.ts';
import { stoodTogether } from './stood-together.ts';

/** Harmless: an element that no browser knows, with the signs that break out of an attribute. */
export const MARKUP = `mb"'><mb-mark>`;
const PLAIN = 'mbmark';
/** What a browser that opens a link would rather have (Fetch standard, `document` destination). */
export const AS_A_BROWSER: readonly [string, string] = [
  'Accept',
  'text/html,application/xhtml+xml,*/*;q=0.8',
];
const PAGE = /^(?:text\/html|application\/xhtml\+xml|image\/svg\+xml)$/;

/** True for what a browser draws. */
export function isPage({ response }: Exchange): boolean {
  return PAGE.test(mediaType(response));
}

/** An answer that holds our markup as markup, and the one for a plain word, which does not. */
export interface Reflection {
  readonly marked: Exchange;
  readonly plain: Exchange;
}

/** The proof that a parameter comes back unescaped, or undefined. Rules that ask the same share the answers. */
export async function reflectionOf(http: HttpClient, slot: ParameterSlot): Promise<Reflection | undefined> {
  return reflection(http, await http.once(slot.with(MARKUP)), slot.with(PLAIN));
}

/**
 * The same in a page that a browser draws. Where the answer was no page, it is asked for as a browser asks: what
 * negotiates the type (RFC 9110 section 12.5.1) may have one.
 */
export async function reflectionInPage(
  context: Pick<ProbeContext, 'http' | 'surface'>,
  slot: ParameterSlot,
): Promise<Reflection | undefined> {
  const { http } = context;
  const together = await markupStood(context, slot);
  if (together && !holdsMark(text(together.response)) && !negotiates(together, slot)) return undefined;
  const marked = await http.once(slot.with(MARKUP));
  if (isPage(marked)) return reflection(http, marked, slot.with(PLAIN));
  if (!holdsMark(text(marked.response)) && !negotiates(marked, slot)) return undefined;
  const page = await http.once(withHeaders(slot.with(MARKUP), [AS_A_BROWSER]));
  if (!isPage(page)) return undefined;
  return reflection(http, page, withHeaders(slot.with(PLAIN), [AS_A_BROWSER]));
}

/** The answer to markup in every query parameter at once, where it changed nothing. */
export function markupStood(
  context: Pick<ProbeContext, 'http' | 'surface'>,
  slot: ParameterSlot,
): Promise<Exchange | undefined> {
  return stoodTogether(context, slot, () => percentEncoded(MARKUP));
}

async function reflection(
  http: HttpClient,
  marked: Exchange,
  ordinary: RequestSpec,
): Promise<Reflection | undefined> {
  if (!holdsMark(text(marked.response))) return undefined;
  const plain = await http.once(ordinary);
  return holdsMark(text(plain.response)) ? undefined : { marked, plain };
}

/** By its own word or the document's. */
function negotiates({ response }: Exchange, { operation }: ParameterSlot): boolean {
  const varied = headerValues(response.headers, 'vary').flatMap((value) =>
    value.toLowerCase().split(/[\s,]+/),
  );
  return (
    varied.includes('accept') ||
    operation.responses.some(({ content }) => content.some((one) => PAGE.test(one.mediaType)))
  );
}

/** Debug pages repeat everything in a comment, out of which nothing of ours leads. */
function holdsMark(page: string): boolean {
  for (let at = page.indexOf('<mb-mark>'); at >= 0; at = page.indexOf('<mb-mark>', at + 1)) {
    if (page.lastIndexOf('<!--', at) <= page.lastIndexOf('-->', at)) return true;
  }
  return false;
}
