import { createBreath } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import { succeeded, text, textStart } from '../http/exchange.ts';
import { urlOf } from '../http/foreign-text.ts';
import type { Identity } from '../identities/identity.ts';
import { isDocumentationPage, isSwaggerUi, readDocumentationPage } from './documentation-page.ts';
import type { Inquiry } from './inquiry.ts';
import { landed, type Reader, type ReaderOptions, readAll } from './read-document.ts';
import type { AbsentPages } from './surface.ts';

/** Of documents that one answer names: gateways list one for each service behind them. */
const MOST_NAMED = 30;
const MOST_SCRIPTS = 3;
/** A page that shows a document says so before this, with scripts of its viewer inside it too. */
const READ_CHARACTERS = 300_000;
/** Where servers write the configuration of Swagger UI; its own page names another one where it is served in their stead. */
const INITIALISERS = ['swagger-ui-init.js', 'swagger-initializer.js'];

export interface PageSearch extends ReaderOptions {
  /** Answers whose own page is the one that every unknown path gets: they may show a document and are no place of one. */
  readonly entry: Exchange;
}

/**
 * Looks into pages of documentation, all of them: which are public is a finding of its own. Documents that they name
 * are read where `follow` is true.
 */
export async function specOfPages(
  pages: readonly Exchange[],
  search: PageSearch,
  reader: Reader,
  { documents, speaker, follow = true }: PageOptions,
): Promise<void> {
  const breathe = createBreath();
  const seen = new Set<string>();
  for (const answer of pages) {
    await breathe();
    const page = await landed(search.inquiry, answer, search.absent, speaker);
    if (seen.has(page.request.url) || !showsDocument(page)) continue;
    seen.add(page.request.url);
    const isOwn = !search.absent.matches(page);
    if (isOwn) documents?.add(page.request.url);
    if (follow && (isOwn || answer === search.entry)) await specOfPage(page, search, reader, speaker);
  }
}

export interface PageOptions {
  readonly documents?: Set<string> | undefined;
  readonly speaker?: Identity | undefined;
  readonly follow?: boolean;
}

function showsDocument(page: Exchange): boolean {
  return succeeded(page) && isDocumentationPage(textStart(page.response, READ_CHARACTERS));
}

async function specOfPage(
  page: Exchange,
  search: PageSearch,
  reader: Reader,
  speaker: Identity | undefined,
): Promise<void> {
  const { inquiry } = search;
  const base = page.request.url;
  const first = readDocumentationPage(text(page.response));
  const scripts = await scriptsAt(
    inquiry.cuts.first(
      resolveAll(first.scripts, base),
      MOST_SCRIPTS,
      'scripts of pages that show a document',
      `${MOST_SCRIPTS} of a page are read`,
    ),
    inquiry,
    search.absent,
    speaker,
  );
  if (await readSources([page, ...scripts], base, search, reader, speaker)) return;
  if (!isSwaggerUi(text(page.response))) return;
  const beside = INITIALISERS.flatMap((name) => [
    `./${name}`,
    `${base.replace(/[?#].*$|\/$/gs, '')}/${name}`,
  ]);
  const initialisers = await scriptsAt(resolveAll(beside, base), inquiry, search.absent, speaker);
  await readSources(initialisers, base, search, reader, speaker);
}

async function scriptsAt(
  urls: readonly string[],
  inquiry: Inquiry,
  absent: AbsentPages,
  speaker: Identity | undefined,
): Promise<Exchange[]> {
  const answers = await inquiry.askAll(urls, speaker);
  return answers.flatMap((script) =>
    script && succeeded(script) && !absent.matches(script) ? [script] : [],
  );
}

/** Documents inside these, and those that they name. True where there is one. */
async function readSources(
  sources: readonly Exchange[],
  base: string,
  search: PageSearch,
  reader: Reader,
  speaker: Identity | undefined,
): Promise<boolean> {
  let found = false;
  const references: string[] = [];
  for (const source of sources) {
    const told = readDocumentationPage(text(source.response));
    for (const embedded of told.embedded) if (await reader.read(source, embedded)) found = true;
    references.push(...told.references);
  }
  return (await readNamed(resolveAll(references, base), search, reader, speaker)) || found;
}

/** Reads the documents at these addresses. One may also be a list, such as Springdoc's `swagger-config`, that names them. */
export async function readNamed(
  references: readonly string[],
  { inquiry, absent }: ReaderOptions,
  reader: Reader,
  speaker: Identity | undefined,
): Promise<boolean> {
  const answers = await inquiry.askAll(firstNamed(inquiry, references), speaker);
  let found = false;
  const deeper: string[] = [];
  for (const answer of answers) {
    if (!answer) continue;
    if (await reader.read(answer)) found = true;
    else if (succeeded(answer) && !absent.matches(answer))
      deeper.push(...resolveAll(readDocumentationPage(text(answer.response)).references, answer.request.url));
  }
  const fresh = firstNamed(
    inquiry,
    [...new Set(deeper)].filter((url) => !references.includes(url)),
  );
  return (await readAll(await inquiry.askAll(fresh, speaker), reader)) || found;
}

function resolveAll(references: readonly string[], base: string): string[] {
  const urls = references.flatMap((reference) => urlOf(reference, base)?.href ?? []);
  return [...new Set(urls)];
}

/** Of the addresses that answers name as those of documents. */
function firstNamed({ cuts }: Inquiry, urls: readonly string[]): readonly string[] {
  return cuts.first(
    urls,
    MOST_NAMED,
    'addresses that are named as those of documents',
    `${MOST_NAMED} are read of those that are named at one place`,
  );
}
