import { createBreath } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, succeeded, text, textStart } from '../http/exchange.ts';
import { urlOf } from '../http/foreign-text.ts';
import type { Identity } from '../identities/identity.ts';
import type { Spec } from '../openapi/operation.ts';
import { isDocumentationPage, readDocumentationPage } from './documentation-page.ts';
import type { Inquiry } from './inquiry.ts';
import { firstSpec, type Reader, type ReaderOptions } from './read-document.ts';
import type { AbsentPages } from './surface.ts';

/** Of documents that pages name; a page may name one for every version of an API. */
const MOST_NAMED = 6;
const MOST_SCRIPTS = 3;
/** A page that shows a document says so before this, with scripts of its viewer inside it too. */
const READ_CHARACTERS = 300_000;

/** Looks into pages of documentation, all of them: which are public is a finding of its own. */
export async function specOfPages(
  known: readonly Exchange[],
  places: readonly string[],
  search: ReaderOptions,
  read: Reader,
  documents: Set<string> | undefined,
  speaker?: Identity,
): Promise<Spec | undefined> {
  let best: Spec | undefined;
  const answers = await search.inquiry.askAll(places, speaker);
  const breathe = createBreath();
  for (const page of await landed(search.inquiry, [...known, ...answers], speaker)) {
    await breathe();
    if (!isReadablePage(page, search.absent)) continue;
    documents?.add(page.request.url);
    best ??= await specOfPage(page, search, read, speaker);
  }
  return best;
}

/** Documentation often answers at its short name with a redirect to the page. One step is followed. */
async function landed(
  inquiry: Inquiry,
  answers: readonly (Exchange | undefined)[],
  speaker: Identity | undefined,
): Promise<Exchange[]> {
  const there: Exchange[] = [];
  for (const answer of answers) {
    if (!answer) continue;
    const location = header(answer.response.headers, 'location');
    const isRedirect =
      answer.response.status >= 300 && answer.response.status < 400 && location !== undefined;
    if (!isRedirect) there.push(answer);
    else if (/swagger|doc|openapi/i.test(location) && URL.canParse(location, answer.request.url)) {
      const next = await inquiry.ask({ url: new URL(location, answer.request.url).href }, speaker);
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

async function specOfPage(
  page: Exchange,
  { inquiry }: ReaderOptions,
  read: Reader,
  speaker: Identity | undefined,
): Promise<Spec | undefined> {
  const base = page.request.url;
  const first = readDocumentationPage(text(page.response));
  const scripts = (
    await inquiry.askAll(
      inquiry.cuts.first(
        resolveAll(first.scripts, base),
        MOST_SCRIPTS,
        'scripts of pages that show a document',
        `${MOST_SCRIPTS} of a page are read`,
      ),
      speaker,
    )
  ).filter((script) => script !== undefined && succeeded(script)) as Exchange[];
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
  return followReferences(references, inquiry, read, speaker);
}

/** A reference leads to the document, or to Springdoc's `swagger-config`, which names it. */
async function followReferences(
  references: readonly string[],
  inquiry: Inquiry,
  read: Reader,
  speaker: Identity | undefined,
): Promise<Spec | undefined> {
  const answers = await inquiry.askAll(firstNamed(inquiry, references), speaker);
  const direct = await firstSpec(answers, read);
  if (direct) return direct;
  const deeper = answers.flatMap((answer) =>
    answer && succeeded(answer)
      ? resolveAll(readDocumentationPage(text(answer.response)).references, answer.request.url)
      : [],
  );
  const fresh = deeper.filter((url) => !references.includes(url));
  return firstSpec(await inquiry.askAll(firstNamed(inquiry, fresh), speaker), read);
}

function resolveAll(references: readonly string[], base: string): string[] {
  const urls = references.flatMap((reference) => urlOf(reference, base)?.href ?? []);
  return [...new Set(urls)];
}

/** Of the addresses that answers name as those of documents. */
export function firstNamed({ cuts }: Inquiry, urls: readonly string[]): readonly string[] {
  return cuts.first(
    urls,
    MOST_NAMED,
    'addresses that are named as those of documents',
    `${MOST_NAMED} are read of those that are named at one place`,
  );
}
