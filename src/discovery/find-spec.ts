import { createBreath } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import { succeeded } from '../http/exchange.ts';
import type { Identity } from '../identities/identity.ts';
import { DOCUMENT_LISTS, FRAMEWORK_DOCUMENTS, FRAMEWORK_PAGES } from '../material/document-paths.ts';
import { DOCUMENTATION_PATHS, SPEC_PATHS } from '../material/wordlists.ts';
import type { Spec } from '../openapi/operation.ts';
import type { Target } from '../target.ts';
import { isList, likelyDocuments, relatedDocuments, versionsBeside } from './named-documents.ts';
import { type Reader, readAll, reader } from './read-document.ts';
import { type PageSearch, readNamed, specOfPages } from './spec-of-pages.ts';

export interface SpecSearch extends PageSearch {
  /** Asked where nobody may read the documents. */
  readonly speaker?: Identity;
  /** True where unknown paths are refused to nobody in particular: then nobody can tell what is there. */
  readonly isClosed: boolean;
  /** True when the user gave a document: then only what anybody may read is looked for. */
  readonly given: boolean;
  /** True where the places of single frameworks and products are left out, and said to be. */
  readonly usualOnly: boolean;
}

export interface FoundSpecs {
  /** The main document first, then those of other parts or versions of the service. */
  readonly specs: readonly Spec[];
  /** URLs of documents and documentation pages that anonymous could read, sorted. */
  readonly publicDocuments: readonly string[];
}

/** Asked at once; between batches the search may stop. */
const BATCH = 9;

/**
 * Looks at well-known places, at what answers name, and into documentation pages. It goes on to rarer places only
 * until a document with an operation is found, and reads what lies beside that one.
 */
export async function findSpecs(search: SpecSearch): Promise<FoundSpecs> {
  const documents = new Set<string>();
  const asAnybody = reader(search, documents);
  const refused: string[] = [];
  await searchUsual(search, asAnybody, documents, refused);
  const isDone = () => asAnybody.specs.length > 0 || search.given;
  // Who is let in is asked first where nobody is: most places would be asked twice for nothing.
  if (!isDone() && search.usualOnly) leaveRare(search);
  else if (!isDone() && !(search.isClosed && search.speaker))
    await searchRare(search, asAnybody, documents, refused);
  if (search.given || asAnybody.specs.length > 0 || !search.speaker) {
    if (!search.given) await readBeside(search, asAnybody, undefined);
    return { specs: asAnybody.specs, publicDocuments: [...documents].sort() };
  }
  const known = reader(search, undefined, search.speaker);
  await behindLogin(search, known, search.speaker, refused);
  const [main] = known.specs;
  // What was found with a login may be open all the same.
  if (main && search.isClosed) await readAll([await search.inquiry.ask({ url: main.uri })], asAnybody);
  return { specs: known.specs, publicDocuments: [...documents].sort() };
}

async function searchUsual(
  search: SpecSearch,
  asAnybody: Reader,
  documents: Set<string>,
  refused: string[],
): Promise<void> {
  const { entry, target } = search;
  const bases = basesOf(target);
  const below = (paths: readonly string[], mostBelow: number) =>
    bases.flatMap((base) =>
      paths.slice(0, base === '/' ? undefined : mostBelow).map((path) => target.origin + base + path),
    );
  if (!(await readAll([entry], asAnybody)) && !(await namedBy(search, [entry], asAnybody, undefined)))
    await specAt(below(SPEC_PATHS, BATCH), search, asAnybody, refused);
  const pages = [entry, ...(await asked(below(DOCUMENTATION_PATHS, 2), search, refused))];
  // A document that was given is not looked for; what anybody may read is a finding all the same.
  const follow = !search.given || asAnybody.specs.length === 0;
  if (follow) await readAll(pages, asAnybody);
  await specOfPages(pages, search, asAnybody, { documents, follow });
}

function leaveRare({ inquiry }: SpecSearch): void {
  const usual = SPEC_PATHS.length + DOCUMENTATION_PATHS.length;
  const rare = DOCUMENT_LISTS.length + FRAMEWORK_DOCUMENTS.length + FRAMEWORK_PAGES.length;
  inquiry.cuts.add({
    ...{ what: 'usual places of an API document', tested: usual, total: usual + rare },
    reason: 'only the first are looked at, as was wanted',
  });
}

async function searchRare(
  search: SpecSearch,
  asAnybody: Reader,
  documents: Set<string>,
  refused: string[],
): Promise<void> {
  const at = atRootOf(search);
  await namedIn(at(DOCUMENT_LISTS), search, asAnybody, undefined);
  if (asAnybody.specs.length > 0) return;
  if (await specAt(at(FRAMEWORK_DOCUMENTS), search, asAnybody, refused)) return;
  const pages = await asked(at(FRAMEWORK_PAGES), search, refused);
  await readAll(pages, asAnybody);
  await specOfPages(pages, search, asAnybody, { documents });
}

/** The first documents at these places; they are asked in batches, and the search stops with the first that holds one. */
async function specAt(
  places: readonly string[],
  search: SpecSearch,
  found: Reader,
  refused: string[],
): Promise<boolean> {
  for (let at = 0; at < places.length; at += BATCH)
    if (await readAll(await asked(places.slice(at, at + BATCH), search, refused), found)) return true;
  return false;
}

/** Answers to nobody in particular; places that were refused are noted. */
async function asked(
  places: readonly string[],
  { inquiry }: SpecSearch,
  refused: string[],
): Promise<Exchange[]> {
  const answers = await inquiry.askAll(places);
  const breathe = createBreath();
  for (const [at, answer] of answers.entries()) {
    await breathe();
    if (answer && inquiry.refuses(answer)) refused.push(places[at] ?? '');
  }
  return answers.flatMap((answer) => answer ?? []);
}

/** Lists of documents by their own formats, and pages or catalogs that answers name as their description. */
async function namedIn(
  places: readonly string[],
  search: SpecSearch,
  found: Reader,
  speaker: Identity | undefined,
): Promise<void> {
  const answers = (await search.inquiry.askAll(places, speaker)).flatMap((answer) =>
    answer && succeeded(answer) && !search.absent.matches(answer) && isList(answer) ? [answer] : [],
  );
  if (await namedBy(search, answers, found, speaker)) return;
  await readNamed(
    answers.map(({ request }) => request.url),
    search,
    found,
    speaker,
  );
}

/** What answers name as their description, and what those that are no documents name in turn. */
async function namedBy(
  search: SpecSearch,
  answers: readonly Exchange[],
  found: Reader,
  speaker: Identity | undefined,
  namesOf = (answer: Exchange) => [...relatedDocuments(answer), ...likelyDocuments(answer)],
): Promise<boolean> {
  const known = new Set(answers.map(({ request }) => request.url));
  const named = new Set<string>();
  const breathe = createBreath();
  for (const answer of answers) {
    await breathe();
    for (const url of namesOf(answer)) named.add(url);
  }
  const fresh = [...named].filter((url) => !known.has(url));
  if (fresh.length === 0) return false;
  return readNamed(fresh, search, found, speaker);
}

/** Other versions of the API, which have a document each. */
async function readBeside(
  { inquiry }: SpecSearch,
  found: Reader,
  speaker: Identity | undefined,
): Promise<void> {
  const known = new Set(found.specs.map(({ uri }) => uri));
  const beside = [...new Set(found.specs.flatMap(({ uri }) => versionsBeside(uri)))];
  await readAll(
    await inquiry.askAll(
      beside.filter((url) => !known.has(url)),
      speaker,
    ),
    found,
  );
}

/**
 * Documents among answers that were not asked for as such: a crawl, or a login, may come upon them. Pages of
 * documentation, and what any answer names, count too.
 */
export async function specsAmong(
  search: SpecSearch,
  answers: readonly Exchange[],
  speaker: Identity | undefined,
): Promise<readonly Spec[]> {
  const found = reader(search, undefined, speaker);
  if (await readAll(answers, found)) return found.specs;
  await specOfPages(answers, search, found, { speaker });
  // Links were followed by whoever came upon the answers.
  if (found.specs.length === 0) await namedBy(search, answers, found, speaker, relatedDocuments);
  return found.specs;
}

const atRootOf =
  ({ target }: SpecSearch) =>
  (paths: readonly string[]) =>
    paths.map((path) => `${target.origin}/${path}`);

/** Places that were refused to nobody in particular may hold a document for somebody; the usual ones are asked anyway. */
async function behindLogin(
  search: SpecSearch,
  found: Reader,
  speaker: Identity,
  refused: readonly string[],
): Promise<void> {
  const { inquiry, target, usualOnly } = search;
  const isClosed = search.isClosed && !usualOnly;
  const at = atRootOf(search);
  const isPage = new Set(at([...DOCUMENTATION_PATHS, ...FRAMEWORK_PAGES]));
  const rare = isClosed ? at(FRAMEWORK_DOCUMENTS) : [];
  const places = [...at(SPEC_PATHS.slice(0, BATCH)), ...refused.filter((url) => !isPage.has(url)), ...rare];
  const pages = at([...DOCUMENTATION_PATHS, ...(isClosed ? FRAMEWORK_PAGES : [])]);
  const more = refused.filter((url) => isPage.has(url) && !pages.includes(url));
  const all = [...new Set(places)];
  const entry = await inquiry.ask({ url: target.url }, speaker);
  if (entry && ((await readAll([entry], found)) || (await namedBy(search, [entry], found, speaker)))) return;
  for (let from = 0; from < all.length; from += BATCH)
    if (await readAll(await inquiry.askAll(all.slice(from, from + BATCH), speaker), found)) {
      await readBeside(search, found, speaker);
      return;
    }
  if (isClosed) await namedIn(at(DOCUMENT_LISTS), search, found, speaker);
  if (found.specs.length > 0) return;
  const answers = (await inquiry.askAll([...pages, ...more], speaker)).flatMap((answer) => answer ?? []);
  if (!(await readAll(answers, found))) await specOfPages(answers, search, found, { speaker });
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
