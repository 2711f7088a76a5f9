import type { Exchange } from '../http/exchange.ts';
import { headerValues, mediaType, refused, text } from '../http/exchange.ts';
import { urlOf } from '../http/foreign-text.ts';
import type { Identity } from '../identities/identity.ts';
import { FRAMEWORK_DOCUMENTS, FRAMEWORK_PAGES } from '../material/document-paths.ts';
import { DOCUMENTATION_PATHS, SPEC_PATHS } from '../material/wordlists.ts';
import type { Spec } from '../openapi/operation.ts';
import type { Target } from '../target.ts';
import { linksOf } from './links.ts';
import { firstSpec, type Reader, type ReaderOptions, reader } from './read-document.ts';
import { firstNamed, specOfPages } from './spec-of-pages.ts';

export interface SpecSearch extends ReaderOptions {
  readonly entry: Exchange;
  /** Asked where nobody may read the documents. */
  readonly speaker?: Identity;
  /** True when the user gave a document: then only what anybody may read is looked for. */
  readonly given: boolean;
}

export interface FoundSpec {
  readonly spec?: Spec;
  /** URLs of documents and documentation pages that anonymous could read, sorted. */
  readonly publicDocuments: readonly string[];
}

/** Asked at once; between batches the search may stop. */
const BATCH = 9;

/** Looks at well-known places and into documentation pages. The first document with an operation, in a fixed order, wins. */
export async function findSpec(search: SpecSearch): Promise<FoundSpec> {
  const documents = new Set<string>();
  const found = await searchAll(search, documents);
  return { ...(found ? { spec: found } : {}), publicDocuments: [...documents].sort() };
}

async function searchAll(search: SpecSearch, documents: Set<string>): Promise<Spec | undefined> {
  const { entry, target } = search;
  const asAnybody = reader(search, documents);
  const closed: string[] = [];
  const bases = basesOf(target);
  const below = (paths: readonly string[], mostBelow: number) =>
    bases.flatMap((base) =>
      paths.slice(0, base === '/' ? undefined : mostBelow).map((path) => target.origin + base + path),
    );
  let best = await specNamed(search, [entry], asAnybody);
  best ??= await specAt(below(SPEC_PATHS, BATCH), search, asAnybody, closed);
  best = (await specOfPages([entry], below(DOCUMENTATION_PATHS, 2), search, asAnybody, documents)) ?? best;
  if (!best && !search.given) {
    const catalogs = await search.inquiry.askAll([`${target.origin}/.well-known/api-catalog`]);
    best = await specNamed(
      search,
      catalogs.flatMap((answer) => answer ?? []),
      asAnybody,
    );
    best ??= await specAt(below(FRAMEWORK_DOCUMENTS, 0), search, asAnybody, closed);
    best ??= await specOfPages([], below(FRAMEWORK_PAGES, 0), search, asAnybody, documents);
  }
  if (best || search.given || !search.speaker) return best;
  return behindLogin(search, search.speaker, closed);
}

/** The first document at these places; they are asked in batches, and the search stops with the first that holds one. */
async function specAt(
  places: readonly string[],
  { inquiry }: SpecSearch,
  read: Reader,
  closed: string[],
): Promise<Spec | undefined> {
  for (let at = 0; at < places.length; at += BATCH) {
    const batch = places.slice(at, at + BATCH);
    const answers = await inquiry.askAll(batch);
    answers.forEach((answer, index) => {
      if (answer && refused(answer)) closed.push(batch[index] ?? '');
    });
    const found = await firstSpec(answers, read);
    if (found) return found;
  }
  return undefined;
}

/** What answers name as their description: by `Link` and API catalogs, or by a link whose address says so. */
async function specNamed(
  { inquiry, entry }: SpecSearch,
  answers: readonly Exchange[],
  read: Reader,
  speaker?: Identity,
): Promise<Spec | undefined> {
  const named = answers.flatMap((answer) => [...namedBy(answer), ...describedBy(answer)]);
  const fresh = firstNamed(
    inquiry,
    [...new Set(named)].filter((url) => url !== entry.request.url),
  );
  return firstSpec([...answers, ...(await inquiry.askAll(fresh, speaker))], read);
}

/** Links that by their address lead to a description of the API. */
function describedBy(answer: Exchange): string[] {
  return linksOf(answer)
    .filter(({ url, method = 'GET' }) => method === 'GET' && DESCRIPTION.test(new URL(url).pathname))
    .map(({ url }) => url);
}

const DESCRIPTION =
  /(?:openapi|swagger|api-?docs?|api-?spec|\/spec(?:ification)?s?(?:\/|$)|\/schema(?:\/|$)|\/oas(?:\/|$))[^/]*\/?$|(?:spec|schema)\.(?:json|ya?ml)$/i;

/**
 * A description among answers that were not asked for as one: a crawl, or a login, may come upon it. Pages of
 * documentation count too.
 */
export async function specAmong(
  search: SpecSearch,
  answers: readonly Exchange[],
  speaker: Identity | undefined,
): Promise<Spec | undefined> {
  const read = reader(search, undefined, speaker);
  const found = await firstSpec(answers, read);
  return found ?? specOfPages(answers, [], search, read, undefined, speaker);
}

/** Where every place is closed to nobody in particular, any of them may hold the document. */
async function behindLogin(
  search: SpecSearch,
  speaker: Identity,
  closed: readonly string[],
): Promise<Spec | undefined> {
  const read = reader(search, undefined, speaker);
  for (let at = 0; at < closed.length; at += BATCH) {
    const answers = await search.inquiry.askAll(closed.slice(at, at + BATCH), speaker);
    const found = await firstSpec(answers, read);
    if (found) return found;
  }
  const pages = [...DOCUMENTATION_PATHS, ...FRAMEWORK_PAGES].map((path) => `${search.target.origin}/${path}`);
  return specOfPages([], pages, search, read, undefined, speaker);
}

/** The root, the target's own directory, and the target itself, which may be a prefix typed without its slash. */
function basesOf(target: Target): string[] {
  const { pathname } = new URL(target.url);
  const itself = /\.\w+$/.test(pathname) || pathname.endsWith('/') ? [] : [`${pathname}/`];
  return [...new Set(['/', directoryOf(pathname), ...itself])];
}

/** `/v1/users` → `/v1/`; `/v1/` stays. */
export function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) || '/';
}

/** `Link` with `rel=service-desc` or `describedby` (RFC 8631), and `service-desc` of an API catalog (RFC 9727). */
function namedBy({ request, response }: Exchange): string[] {
  const inHeaders = headerValues(response.headers, 'link').flatMap((value) =>
    [...value.matchAll(/<([^<>]{1,300})>[^,<]*\brel="?(?:service-desc|describedby)/gi)].map(
      ([, reference = '']) => reference,
    ),
  );
  const inCatalog = /linkset/.test(mediaType(response))
    ? [
        ...text(response).matchAll(
          /"service-desc"\s*:\s*\[\s*\{[^{}]{0,300}?"href"\s*:\s*"([^"\s]{1,300})"/g,
        ),
      ].map(([, reference = '']) => reference)
    : [];
  return [...inHeaders, ...inCatalog].flatMap((reference) => urlOf(reference, request.url)?.href ?? []);
}
