import { createBreath } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import { isJson } from '../http/exchange.ts';
import type { Identity } from '../identities/identity.ts';
import { operationsAt } from '../openapi/cross-reference.ts';
import { addOperations } from '../openapi/merge-specs.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { serverPath } from '../openapi/server-path.ts';
import type { Target } from '../target.ts';
import type { AbsentLearner } from './absent.ts';
import { crawl } from './crawl.ts';
import { describedLinks } from './described-links.ts';
import { type Alive, guessesBeside } from './guesses.ts';
import type { Inquiry } from './inquiry.ts';
import { crawledOperations, targetOperation } from './operations.ts';
import { otherVersions } from './other-versions.ts';
import { likeTheirTwins } from './version-twin.ts';

/** Requests that following links may cost, without and with a document that lists the operations. */
const CRAWL_REQUESTS = 90;
const CRAWL_REQUESTS_WITH_SPEC = 60;

export interface Gathering {
  readonly target: Target;
  readonly entry: Exchange;
  readonly inquiry: Inquiry;
  readonly learner: AbsentLearner;
  /** By documents and by requests that the user gave. */
  readonly documented: readonly Operation[];
  /** Where a document names the operations there is less to guess. */
  readonly spec: Spec | undefined;
  readonly documents: readonly string[];
  readonly speaker: Identity | undefined;
  /** Why only the first of the usual names are tried; undefined where all are. */
  readonly fewGuesses: () => string | undefined;
}

/** Documented ones first, then what links and guesses brought to light, then the target itself where nothing names it. */
export async function allOperations(gathering: Gathering): Promise<Operation[]> {
  const { target, entry, inquiry, learner, documented, spec, documents, speaker, fewGuesses } = gathering;
  const breathe = createBreath();
  const hasSpec = (spec?.operations.length ?? 0) > 0;
  const roots = ['/', '/robots.txt', ...(hasSpec ? [] : ['/sitemap.xml'])].map(
    (path) => target.origin + path,
  );
  const start = (await inquiry.askAll([...(speaker ? [target.url] : []), ...roots], speaker)).filter(
    (answer) => answer !== undefined,
  );
  if (!hasSpec) await learner.learn(['/api/', '/v1/', '/api/v1/']);
  const isKnown = (url: string) =>
    documents.includes(url) || operationsAt(documented, url).some(({ method }) => method === 'GET');
  await breathe();
  const paths = documented.map((operation) => `${serverPath(operation)}${operation.path}`);
  const guesses = (alive: readonly Alive[], which: 'all' | 'first') =>
    guessesBeside({
      ...{ entry, hasSpec, guesses: which },
      typed: new URL(target.url).pathname,
      known: [...paths, ...alive.map(({ path }) => path)],
      named: [...paths, ...alive.flatMap(({ path, isGuess }) => (isGuess ? [] : [path]))],
    });
  const places = await crawl({
    inquiry,
    origin: target.origin,
    learner,
    ...(speaker ? { speaker } : {}),
    // Answers of documented operations lead on too.
    start: [...new Set([entry, ...start, ...inquiry.heard.filter(isLeading(documents))])],
    named: spec && hasSpec ? await describedLinks(spec, documented, target.origin) : [],
    ...{ guesses, fewGuesses },
    maxRequests: hasSpec ? CRAWL_REQUESTS_WITH_SPEC : CRAWL_REQUESTS,
    maxDepth: 3,
    isKnown,
  });
  const why = fewGuesses();
  if (why !== undefined) {
    const [looked, of] = (['first', 'all'] as const).map((which) => guesses([], which).length);
    inquiry.cuts.add({ what: 'usual names of operations', tested: looked ?? 0, total: of ?? 0, reason: why });
  }
  await breathe();
  const crawled = likeTheirTwins(
    crawledOperations(places, target, documented, documents),
    documented,
    target.origin,
  );
  await breathe();
  // `/orders` of a document below `/api`, and a page at `/orders`, are two operations.
  const named = [...addOperations(documented, crawled)];
  const known = [
    ...named,
    ...(await otherVersions({
      inquiry,
      heard: inquiry.heard.filter(({ request }) => !documents.includes(request.url)),
      absent: learner.pages,
      origin: target.origin,
      known: named,
      documented,
      speaker,
      few: fewGuesses(),
    })),
  ];
  await breathe();
  const isNamed = operationsAt(known, target.url).some(({ method }) => method === 'GET');
  return isNamed || (hasSpec && new URL(target.url).pathname === '/')
    ? known
    : [...known, targetOperation(target)];
}

/** What was read of the target so far, but for its documents: those name more than links. */
function isLeading(documents: readonly string[]): (exchange: Exchange) => boolean {
  return ({ request: { method, url }, response }) =>
    method === 'GET' && response.status < 300 && isJson(response) && !documents.includes(url);
}
