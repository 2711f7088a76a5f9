import type { Exchange } from '../http/exchange.ts';
import { firstCharacter, headerValues, json, mediaType, text, textStart } from '../http/exchange.ts';
import { urlOf } from '../http/foreign-text.ts';
import { isNode, listMember, textMember } from '../openapi/node.ts';
import { linksOf } from './links.ts';

/** Relations that lead to a description: RFC 8631, and `describedby` of POWDER, which many use for the same. */
const RELATION = /(?:^|\s)(?:service-desc|service-doc|describedby)(?:\s|$)/i;
const READ_CHARACTERS = 100_000;

/** What an answer names as its description by a relation. */
export function relatedDocuments(answer: Exchange): string[] {
  const { request, response } = answer;
  const related = [
    ...headerValues(response.headers, 'link').flatMap(relatedIn),
    ...inCatalog(answer),
    ...inPage(answer),
  ].flatMap((reference) => urlOf(reference, request.url)?.href ?? []);
  return [...new Set(related)];
}

/** The format of `Link` (RFC 8288), and of `application/linkset` (RFC 9264). */
function relatedIn(written: string): string[] {
  return [...written.matchAll(/<([^<>]{1,500})>([^<>]{0,500})/g)].flatMap(([, url = '', rest = '']) => {
    const relation = /;\s*rel\s*=\s*(?:"([^"]{0,200})"|([^\s;,"]{1,100}))/i.exec(rest);
    return RELATION.test(relation?.[1] ?? relation?.[2] ?? '') ? [url] : [];
  });
}

/** An API catalog (RFC 9727) is a linkset (RFC 9264): of each API, and of catalogs for parts of them. */
function inCatalog({ response }: Exchange): string[] {
  const type = mediaType(response);
  if (type === 'application/linkset') return relatedIn(textStart(response, READ_CHARACTERS));
  return listMember(json(response), 'linkset').flatMap((context) =>
    Object.entries(isNode(context) ? context : {}).flatMap(([relation, targets]) =>
      (RELATION.test(relation) || relation === 'item') && Array.isArray(targets)
        ? targets.flatMap((target) => textMember(target, 'href') ?? [])
        : [],
    ),
  );
}

/** `<link rel="service-desc" href="…">`, its attributes in any order. */
function inPage({ response }: Exchange): string[] {
  if (!/html/.test(mediaType(response))) return [];
  const page = textStart(response, READ_CHARACTERS);
  return [...page.matchAll(/<(?:link|a)\b([^<>]{1,1000})>/gi)].flatMap(([, attributes = '']) => {
    const relation = /\brel\s*=\s*["']?([^"'<>]{1,100})/i.exec(attributes)?.[1] ?? '';
    const url = /\bhref\s*=\s*["']?([^"'\s<>]{1,500})/i.exec(attributes)?.[1];
    return url !== undefined && RELATION.test(relation) ? [url] : [];
  });
}

/** Of addresses that may mean something else as well. */
const MOST_LIKELY = 6;

/** What an answer links that by its address is a description of the API. */
export function likelyDocuments(answer: Exchange): string[] {
  return linksOf(answer)
    .filter(({ url, method = 'GET' }) => method === 'GET' && DESCRIPTION.test(new URL(url).pathname))
    .map(({ url }) => url)
    .slice(0, MOST_LIKELY);
}

const DESCRIPTION =
  /(?:openapi|swagger|api-?docs?|api-?spec|\/spec(?:ification)?s?(?:\/|$)|\/schema(?:\/|$)|\/oas(?:\/|$))[^/]*\/?$|(?:spec|schema)\.(?:json|ya?ml)$/i;

/** Places of the other versions of an API beside the document of one: `/swagger/v2/swagger.json`. */
export function versionsBeside(url: string): string[] {
  const { origin, pathname } = new URL(url);
  // `/v3/api-docs` is the version of the format.
  const at = [...pathname.matchAll(/\/v(\d{1,2})(?=[./]|$)(?!\/api-docs)/g)].at(-1);
  if (!at) return [];
  const known = Number(at[1]);
  const others = [known + 1, known > 1 ? known - 1 : known + 2];
  const before = pathname.slice(0, at.index);
  const after = pathname.slice(at.index + at[0].length);
  return others.map((version) => `${origin}${before}/v${version}${after}`);
}

/** True for a list of documents, which is none itself and of which only the names count. */
export function isList(answer: Exchange): boolean {
  return /[[{]/.test(firstCharacter(text(answer.response)));
}
