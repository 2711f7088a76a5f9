import { ScanError } from '../errors.ts';
import { createBreath } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, headerValues, refused, succeeded, text, textStart } from '../http/exchange.ts';
import { urlOf } from '../http/foreign-text.ts';
import { redirectOf } from '../http/redirect.ts';
import type { Identity } from '../identities/identity.ts';
import { DOCUMENTATION_PATHS, SPEC_PATHS } from '../material/wordlists.ts';
import { loadSpec } from '../openapi/load.ts';
import type { Spec } from '../openapi/operation.ts';
import type { Target } from '../target.ts';
import { isDocumentationPage, readDocumentationPage } from './documentation-page.ts';
import type { Inquiry } from './inquiry.ts';
import type { AbsentPages } from './surface.ts';

export interface SpecSearch {
  readonly inquiry: Inquiry;
  readonly target: Target;
  readonly entry: Exchange;
  readonly absent: AbsentPages;
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

/** A page that shows a document says so before this, with scripts of its viewer inside it too. */
const READ_CHARACTERS = 300_000;
/** Asked at once; between batches the search may stop. */
const BATCH = 9;
/** Of documents that pages name; a page may name one for every version of an API. */
const MOST_NAMED = 6;
const MOST_SCRIPTS = 3;

/** Looks at well-known places and into documentation pages. The first document with an operation, in a fixed order, wins. */
export async function findSpec(search: SpecSearch): Promise<FoundSpec> {
  const documents = new Set<string>();
  const found = await searchAll(search, documents);
  return { ...(found ? { spec: found } : {}), publicDocuments: [...documents].sort() };
}

async function searchAll(search: SpecSearch, documents: Set<string>): Promise<Spec | undefined> {
  const { inquiry, entry, target } = search;
  const asAnybody = reader(search, documents);
  const named = namedBy(entry);
  let best = await firstSpec([entry, ...(await inquiry.askAll(named))], asAnybody);

  const bases = basesOf(target);
  const places = bases
    .flatMap((base) => SPEC_PATHS.slice(0, base === '/' ? undefined : BATCH).map((path) => base + path))
    .map((path) => target.origin + path);
  const closed: string[] = [];
  for (let at = 0; at < places.length && !best; at += BATCH) {
    const batch = places.slice(at, at + BATCH);
    const answers = await inquiry.askAll(batch);
    best = await firstSpec(answers, asAnybody);
    answers.forEach((answer, index) => {
      if (answer && refused(answer)) closed.push(batch[index] ?? '');
    });
  }

  const pages = await inquiry.askAll(
    bases.flatMap((base) =>
      DOCUMENTATION_PATHS.slice(0, base === '/' ? undefined : 2).map((path) => target.origin + base + path),
    ),
  );
  const breathe = createBreath();
  for (const page of await landed(inquiry, [entry, ...pages])) {
    await breathe();
    if (!isReadablePage(page, search.absent)) continue;
    documents.add(page.request.url);
    best ??= await specOfPage(page, search, asAnybody);
  }
  if (best || search.given || !search.speaker) return best;
  return behindLogin(search, search.speaker, closed);
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
  return undefined;
}

/** Steps from a well-known place to the document itself. */
const MOST_REDIRECTS = 3;

/** Reads an answer, or what it sends on to, as a document; remembers it as public when `documents` is given. */
function reader({ inquiry, target, absent }: SpecSearch, documents?: Set<string>, speaker?: Identity) {
  return async (answer: Exchange, embedded?: string): Promise<Spec | undefined> => {
    let exchange = answer;
    for (let step = 0; step < MOST_REDIRECTS; step += 1) {
      const next = absent.matches(exchange) ? undefined : redirectOf(exchange);
      const there = next && (await inquiry.ask({ url: next.href }, speaker));
      if (!there) break;
      exchange = there;
    }
    const { url } = exchange.request;
    if (!succeeded(exchange) || (embedded === undefined && !namesVersion(exchange))) return undefined;
    const source = embedded ?? text(exchange.response);
    if (!looksLikeSpec(source) || (absent.soft && absent.matches(exchange))) return undefined;
    try {
      const spec = await loadSpec(
        { uri: url, text: source, target: target.url },
        { fetchExternal: (uri) => fetchInScope(inquiry, uri, speaker) },
      );
      if (spec.operations.length === 0) return undefined;
      documents?.add(url);
      return spec;
    } catch (error) {
      if (error instanceof ScanError) return undefined;
      throw error;
    }
  };
}

type Reader = ReturnType<typeof reader>;

/** Reads all of them, so that every public document is known; the first good one wins. */
async function firstSpec(
  answers: readonly (Exchange | undefined)[],
  read: Reader,
): Promise<Spec | undefined> {
  const specs: (Spec | undefined)[] = [];
  const breathe = createBreath();
  for (const answer of answers) {
    await breathe();
    if (answer) specs.push(await read(answer));
  }
  return specs.find((spec) => spec !== undefined);
}

/** A cheaper one at the bytes: most answers to such questions are none, however long. */
function namesVersion({ response }: Exchange): boolean {
  const bytes = Buffer.from(response.body.buffer, response.body.byteOffset, response.body.length);
  const charset = header(response.headers, 'content-type') ?? '';
  return (
    /charset="?(?:utf-?16|ucs-?2)/i.test(charset) || bytes.includes('openapi') || bytes.includes('swagger')
  );
}

/** A cheap look before parsing: JSON or YAML whose start names a version. */
function looksLikeSpec(source: string): boolean {
  return /["']?(?:openapi|swagger)["']?\s*:\s*["']?[23]\.\d/.test(source);
}

async function fetchInScope(inquiry: Inquiry, uri: string, speaker: Identity | undefined): Promise<string> {
  const exchange = await inquiry.ask({ url: uri }, speaker);
  if (!exchange) throw new Error('it is outside the scope of this scan or did not answer');
  if (!succeeded(exchange)) throw new Error(`it answered ${exchange.response.status}`);
  return text(exchange.response);
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

/** `Link` with `rel=service-desc` or `describedby` (RFC 8631). */
function namedBy(entry: Exchange): string[] {
  return headerValues(entry.response.headers, 'link').flatMap((value) =>
    [...value.matchAll(/<([^<>]{1,300})>[^,<]*\brel="?(?:service-desc|describedby)/gi)].flatMap(
      ([, reference = '']) => urlOf(reference, entry.request.url)?.href ?? [],
    ),
  );
}

/** Documentation often answers at its short name with a redirect to the page. One step is followed. */
async function landed(inquiry: Inquiry, answers: readonly (Exchange | undefined)[]): Promise<Exchange[]> {
  const there: Exchange[] = [];
  for (const answer of answers) {
    if (!answer) continue;
    const location = header(answer.response.headers, 'location');
    const isRedirect =
      answer.response.status >= 300 && answer.response.status < 400 && location !== undefined;
    if (!isRedirect) there.push(answer);
    else if (/swagger|doc|redoc|openapi/i.test(location) && URL.canParse(location, answer.request.url)) {
      const next = await inquiry.ask({ url: new URL(location, answer.request.url).href });
      if (next) there.push(next);
    }
  }
  return there;
}

/** A catch-all page that happens to hold a marker is the same for unknown paths, and no documentation. */
function isReadablePage(page: Exchange, absent: AbsentPages): boolean {
  return (
    succeeded(page) && isDocumentationPage(textStart(page.response, READ_CHARACTERS)) && !absent.matches(page)
  );
}

async function specOfPage(page: Exchange, { inquiry }: SpecSearch, read: Reader): Promise<Spec | undefined> {
  const base = page.request.url;
  const first = readDocumentationPage(text(page.response));
  const scripts = (await inquiry.askAll(resolveAll(first.scripts.slice(0, MOST_SCRIPTS), base))).filter(
    (script) => script !== undefined && succeeded(script),
  ) as Exchange[];
  const told = scripts.map((script) => readDocumentationPage(text(script.response)));
  for (const [at, source] of [first, ...told].entries()) {
    const holder = at === 0 ? page : scripts[at - 1];
    for (const embedded of source.embedded) {
      const spec = holder ? await read(holder, embedded) : undefined;
      if (spec) return spec;
    }
  }
  const references = resolveAll(
    [first, ...told].flatMap((source) => source.references),
    base,
  );
  return followReferences(references, inquiry, read);
}

/** A reference leads to the document, or to Springdoc's `swagger-config`, which names it. */
async function followReferences(
  references: readonly string[],
  inquiry: Inquiry,
  read: Reader,
): Promise<Spec | undefined> {
  const answers = await inquiry.askAll(references.slice(0, MOST_NAMED));
  const direct = await firstSpec(answers, read);
  if (direct) return direct;
  const deeper = answers.flatMap((answer) =>
    answer && succeeded(answer)
      ? resolveAll(readDocumentationPage(text(answer.response)).references, answer.request.url)
      : [],
  );
  const fresh = deeper.filter((url) => !references.includes(url)).slice(0, MOST_NAMED);
  return firstSpec(await inquiry.askAll(fresh), read);
}

function resolveAll(references: readonly string[], base: string): string[] {
  const urls = references.flatMap((reference) => urlOf(reference, base)?.href ?? []);
  return [...new Set(urls)];
}
