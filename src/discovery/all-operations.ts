import type { Exchange } from '../http/exchange.ts';
import type { Identity } from '../identities/identity.ts';
import { COMMON_PATHS, COMMON_RESOURCES } from '../material/wordlists.ts';
import { operationsAt } from '../openapi/cross-reference.ts';
import type { Operation } from '../openapi/operation.ts';
import { serverPath } from '../openapi/server-path.ts';
import type { Target } from '../target.ts';
import type { AbsentLearner } from './absent.ts';
import { crawl } from './crawl.ts';
import { directoryOf } from './find-spec.ts';
import type { Inquiry } from './inquiry.ts';
import { crawledOperations, targetOperation } from './operations.ts';

/** Requests that following links and guessing may cost, without and with a document that lists the operations. */
const CRAWL_REQUESTS = 90;
const CRAWL_REQUESTS_WITH_SPEC = 60;
/** Prefixes of documented paths below which the usual resources are looked for. */
const MOST_BASES = 2;

export interface Gathering {
  readonly target: Target;
  readonly entry: Exchange;
  readonly inquiry: Inquiry;
  readonly learner: AbsentLearner;
  /** By documents and by requests that the user gave. */
  readonly documented: readonly Operation[];
  /** True where a document names the operations: there is less to guess. */
  readonly hasSpec: boolean;
  readonly documents: readonly string[];
  readonly speaker: Identity | undefined;
}

/** Documented ones first, then what links and guesses brought to light, then the target itself where nothing names it. */
export async function allOperations(gathering: Gathering): Promise<Operation[]> {
  const { target, entry, inquiry, learner, documented, hasSpec, documents, speaker } = gathering;
  const roots = ['/', '/robots.txt', ...(hasSpec ? [] : ['/sitemap.xml'])].map(
    (path) => target.origin + path,
  );
  const start = (await inquiry.askAll([...(speaker ? [target.url] : []), ...roots], speaker)).filter(
    (answer) => answer !== undefined,
  );
  if (!hasSpec) await learner.learn(['/api/', '/v1/', '/api/v1/']);
  const isKnown = (url: string) => documents.includes(url) || operationsAt(documented, url).length > 0;
  const places = await crawl({
    inquiry,
    origin: target.origin,
    learner,
    ...(speaker ? { speaker } : {}),
    start: [entry, ...start],
    guesses: hasSpec ? guessesBeside(documented) : guessesFor(target),
    maxRequests: hasSpec ? CRAWL_REQUESTS_WITH_SPEC : CRAWL_REQUESTS,
    maxDepth: 3,
    isKnown,
  });
  const crawled = crawledOperations(places, target, documented, documents);
  const known = [...documented, ...crawled];
  const isNamed = operationsAt(known, target.url).some(({ method }) => method === 'GET');
  return isNamed || (hasSpec && new URL(target.url).pathname === '/')
    ? known
    : [...known, targetOperation(target)];
}

/** At the root, below the target's own directory, and the usual resources below the usual prefixes. */
function guessesFor(target: Target): string[] {
  const own = directoryOf(new URL(target.url).pathname).slice(1);
  const below = [...new Set([own, 'api/', 'api/v1/', 'v1/'])].filter((prefix) => prefix !== '');
  const all = [...COMMON_PATHS, ...below.flatMap((prefix) => COMMON_RESOURCES.map((name) => prefix + name))];
  return [...new Set(all)].slice(0, 60);
}

/** What documents leave out: the usual resources beside the documented ones, and what belongs to administrators. */
function guessesBeside(documented: readonly Operation[]): string[] {
  const counts = new Map<string, number>();
  for (const operation of documented) {
    const whole = `${serverPath(operation)}${operation.path}`;
    const base = /^\/(?:(?:api|rest|v\d+(?:\.\d+)?|public|services?)\/)*/.exec(whole)?.[0] ?? '/';
    counts.set(base, (counts.get(base) ?? 0) + 1);
  }
  const bases = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([base]) => base);
  return bases
    .slice(0, MOST_BASES)
    .flatMap((base) => COMMON_RESOURCES.map((name) => `${base.slice(1)}${name}`));
}
