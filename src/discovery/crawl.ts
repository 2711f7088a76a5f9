import { createBreath } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Identity } from '../identities/identity.ts';
import type { AbsentLearner } from './absent.ts';
import { askForMethods } from './ask-for-methods.ts';
import { crawlCuts } from './crawl-cuts.ts';
import { cookiesSet, looksDone } from './done-answer.ts';
import type { Alive } from './guesses.ts';
import type { Inquiry } from './inquiry.ts';
import type { Link } from './links.ts';
import { isReadInPart, linksOf, readScripts } from './links.ts';
import { itemOf } from './list-items.ts';
import { allowed, answersQuery, isAsset, isOperation, templateOfUrl } from './live-answer.ts';
import { addCall, createLivePlaces, type LivePlace, type Place } from './live-places.ts';
import { isGuardedByPrefix } from './prefix-guard.ts';
import { isDoing, isRisky } from './risky-path.ts';

export interface CrawlOptions {
  readonly inquiry: Inquiry;
  readonly origin: string;
  readonly learner: AbsentLearner;
  /** Who asks; nobody where left out. */
  readonly speaker?: Identity;
  readonly start: readonly Exchange[];
  /** Places that a document names without describing them. */
  readonly named: readonly Link[];
  /** Paths to try beside what is alive, without a leading slash, in order; only what is not absent is kept. */
  readonly guesses: (alive: readonly Alive[], which: 'all' | 'first') => readonly string[];
  /** Why only the first of them are tried; undefined where all are. */
  readonly fewGuesses: () => string | undefined;
  readonly maxRequests: number;
  readonly maxDepth: number;
  /** True for what can be read and is known already, so that it is not asked again for its own sake. */
  readonly isKnown: (url: string) => boolean;
}

/** Asked together; their links are followed in the order of the questions, so that every scan goes the same way. */
const BATCH = 12;
/** Objects of one kind answer alike: two show the shape, more only cost. */
const PER_TEMPLATE = 2;
/** Of a batch of guesses. */
const MOST_ALIVE = 0.75;

/** Follows links breadth first within the origin, then tries the guesses. Sends GET, and OPTIONS to what is alive. */
export async function crawl(options: CrawlOptions): Promise<LivePlace[]> {
  const walk = new Walk(options);
  for (const exchange of options.start) await walk.note(exchange, 'crawl', 0);
  walk.noteNamed();
  await walk.follow();
  // What is found by its name may show a prefix below which more is found.
  while (await walk.guess()) await walk.follow();
  await walk.askForMethods();
  walk.sayCuts();
  return walk.places();
}

interface Waiting {
  readonly url: string;
  readonly depth: number;
  /** The page that named it. */
  readonly from: string;
  readonly ofPage: boolean;
  /** False where its last segment may be a value. */
  readonly isNamed: boolean;
}

/** State of one crawl. */
class Walk {
  private readonly options: CrawlOptions;
  private readonly queue: Waiting[] = [];
  /** What is known to be there is read for its links last. */
  private readonly known: Waiting[] = [];
  private readonly asked = new Set<string>();
  private readonly perTemplate = new Map<string, number>();
  private readonly live = createLivePlaces();
  /** Templates of links that lie deeper than links are followed. */
  private readonly deeper = new Set<string>();
  private followed = 0;
  private readonly read = { whole: 0, inPart: 0 };
  /** Kinds of links of which one has done something. */
  private readonly ended = new Set<string>();
  /** Names of cookies that the service sets whoever asks for whatever. */
  private readonly cookies = new Set<string>();
  private left: number;
  /** False once names turned out to mean nothing here. */
  private isNamed = true;
  private readonly breathe = createBreath();

  constructor(options: CrawlOptions) {
    this.options = options;
    for (const exchange of options.start) for (const name of cookiesSet(exchange)) this.cookies.add(name);
    this.left = options.maxRequests;
  }

  /** Reads an answer: is it a place, and where does it lead? */
  async note(exchange: Exchange, source: 'crawl' | 'guess', depth: number, isNamed = true) {
    this.asked.add(exchange.request.url);
    const absent = this.options.learner.pages.matches(exchange);
    if (!absent && (isOperation(exchange) || answersQuery(exchange)))
      this.record(exchange, source).named ||= isNamed;
    // Everything redirects to the login: where to is worth a look, the page itself says nothing.
    // The page that stands for every unknown path is a page all the same, where it was asked for.
    if (absent && exchange.response.status !== 404 && depth > 0) return;
    const inPart = isReadInPart(exchange);
    if (inPart !== undefined) this.read[inPart ? 'inPart' : 'whole'] += 1;
    await this.breathe();
    this.live.learn(exchange);
    await this.breathe();
    await readScripts(exchange, this.breathe);
    for (const link of linksOf(exchange)) this.enqueue(link, exchange, depth + 1);
    // Documents name what their lists hold; elsewhere one object of each list is asked for below it.
    const { url } = exchange.request;
    if (this.options.isKnown(url) || this.live.template(new URL(url).pathname).endsWith('}')) return;
    const item = itemOf(exchange);
    // No link: what it leads to lies as deep as what the list itself leads to.
    if (item !== undefined) this.enqueue({ url: item }, exchange, depth);
  }

  noteNamed() {
    const [from] = this.options.start;
    if (from) for (const link of this.options.named) this.enqueue(link, from, 1);
  }

  async follow() {
    while (this.queue.length + this.known.length > 0 && this.left > 0) {
      if (this.queue.length === 0) this.queue.push(...this.known.splice(0, BATCH));
      const batch = this.nextBatch();
      await this.learnNewPrefixes(batch.map(({ url }) => url));
      this.followed += batch.length;
      const answers = await this.askAll(batch.map(({ url }) => url));
      for (const [at, asked] of batch.entries()) {
        await this.breathe();
        const answer = answers[at];
        if (answer && !this.hasDone(answer, asked))
          await this.note(answer, 'crawl', asked.depth, asked.isNamed);
      }
    }
  }

  /** Of links of pages one of each kind at a time: the first may show what the others would do. */
  private nextBatch(): Waiting[] {
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    const kinds = new Set<string>();
    while (this.queue.length > 0 && batch.length < Math.min(BATCH, this.left)) {
      const next = this.queue.shift() as Waiting;
      const kind = this.kindOf(next.url);
      if (next.ofPage && this.ended.has(kind)) continue;
      if (next.ofPage && kinds.has(kind)) later.push(next);
      else batch.push(next);
      if (next.ofPage) kinds.add(kind);
    }
    this.queue.unshift(...later);
    return batch;
  }

  /** True where there was something to guess. */
  async guess(): Promise<boolean> {
    const { fewGuesses } = this.options;
    const why = fewGuesses();
    const urls = this.isNamed ? await this.unguessed(why === undefined ? 'all' : 'first') : [];
    await this.learnNewPrefixes(urls);
    for (let at = 0; at < urls.length && this.isNamed && fewGuesses() === why; at += BATCH)
      await this.guessThese(urls.slice(at, at + BATCH));
    return urls.length > 0;
  }

  private async unguessed(which: 'all' | 'first'): Promise<string[]> {
    const { origin, guesses, isKnown } = this.options;
    const fresh: string[] = [];
    const alive = this.live.all.map(({ template, source }) => ({
      path: template.replace(/\?.*$/s, ''),
      isGuess: source === 'guess',
    }));
    for (const path of guesses(alive, which)) {
      const url = `${origin}/${path}`;
      if (this.asked.has(url)) continue;
      await this.breathe();
      if (!isKnown(url) && !isRisky(new URL(url).pathname)) fresh.push(url);
    }
    return fresh;
  }

  private async guessThese(batch: readonly string[]) {
    for (const url of batch) this.asked.add(url);
    const answers = await this.options.inquiry.askAll(batch, this.options.speaker);
    const before = this.live.all.length;
    for (const answer of answers) {
      await this.breathe();
      if (answer && !(await isGuardedByPrefix(answer, this.options))) await this.note(answer, 'guess', 1);
    }
    // Who answers to nearly every name answers to any: the names say nothing.
    this.isNamed = this.live.all.length - before < batch.length * MOST_ALIVE || batch.length < BATCH;
  }

  async askForMethods() {
    const { inquiry, origin, speaker } = this.options;
    await askForMethods(
      this.live.all.filter(({ answered }) => answered),
      (url) => inquiry.ask({ method: 'OPTIONS', url }, speaker),
      origin,
    );
  }

  /** What links lead to and nobody else will ask for. */
  sayCuts() {
    const { inquiry, maxRequests, maxDepth, isKnown } = this.options;
    const left = [...this.queue, ...this.known].filter(
      ({ url }) => !isKnown(url) && !this.ended.has(this.kindOf(url)),
    );
    const deeper = [...this.deeper].filter((key) => !this.live.has(key) && !this.perTemplate.has(key));
    const { followed, read, perTemplate } = this;
    const counts = { followed, left: left.length, kinds: perTemplate.size, deeper: deeper.length, ...read };
    inquiry.cuts.add(...crawlCuts(counts, { maxRequests, maxDepth }));
  }

  places(): LivePlace[] {
    return this.live.settled();
  }

  private askAll(urls: readonly string[]) {
    this.left -= urls.length;
    for (const url of urls) this.asked.add(url);
    return this.options.inquiry.askAll(urls, this.options.speaker);
  }

  private record({ request, response }: Exchange, source: 'crawl' | 'guess'): Place {
    const { pathname, searchParams } = new URL(request.url);
    const place = this.live.at(pathname, source, request.url);
    place.answered = true;
    for (const name of searchParams.keys()) if (!place.query.has(name)) place.query.set(name, false);
    if (response.status === 405) for (const method of allowed({ response })) place.methods.add(method);
    else place.methods.add('GET');
    return place;
  }

  private enqueue(link: Link, from: Exchange, depth: number) {
    const { search } = new URL(link.url);
    const pathname = templateOfUrl(link.url);
    const reads = link.method === 'GET';
    const isWrite = link.method !== undefined && !reads;
    // What a script sends as a write is an operation, whatever its name; discovery asks for none of them.
    if (isAsset(pathname) || (!isWrite && isRisky(pathname + search))) return;
    if (link.page && !isWrite && (link.acts || isDoing(pathname + search, { ...link, reads }))) return;
    const parent = pathname.slice(0, pathname.lastIndexOf('/'));
    if (link.ofList && parent !== '' && parent === new URL(from.request.url).pathname.replace(/\/$/, ''))
      this.live.list(parent);
    const isFull =
      pathname.includes('{') || search !== '' || [...(link.query?.values() ?? [])].includes(true);
    if (isWrite || pathname.includes('{') || (isFull && link.query)) this.promise(link, pathname, search);
    else if (link.query ?? link.headers) this.live.hint(this.live.template(pathname), link);
    // Where it takes another method, GET was never meant to be sent; and nothing is asked without its values.
    if (isWrite || pathname.includes('{')) return;
    if (this.asked.has(link.url) || this.ended.has(this.kindOf(link.url))) return;
    // A script is read for its links only when it lies near; the rest of the web is not.
    const key = this.live.template(pathname);
    const count = this.perTemplate.get(key) ?? 0;
    if (count >= PER_TEMPLATE) return;
    if (depth > this.options.maxDepth) {
      if (!this.options.isKnown(link.url)) this.deeper.add(key);
      return;
    }
    this.perTemplate.set(key, count + 1);
    this.asked.add(link.url);
    const ofPage = link.page === true;
    const waiting = { url: link.url, depth, from: from.request.url, ofPage, isNamed: ofPage };
    (this.options.isKnown(link.url) ? this.known : this.queue).push(waiting);
  }

  /** Links of one kind do alike: those with the same template, or below the same directory. */
  private kindOf(url: string): string {
    const template = this.live.template(new URL(url).pathname);
    const directory = template.slice(0, template.lastIndexOf('/'));
    return directory === '' ? template : directory;
  }

  /** True where a followed link has done something: then no more of its kind are followed. */
  private hasDone(answer: Exchange, { from, ofPage, url }: Waiting): boolean {
    if (!ofPage || !looksDone(answer, from, this.cookies)) return false;
    this.ended.add(this.kindOf(url));
    return true;
  }

  /** The service names a method or template that GET cannot verify; it is believed where a path beside it is alive. */
  private promise(link: Link, pathname: string, search: string) {
    const { method = 'GET', url } = link;
    if (this.options.isKnown(url) && method === 'GET') return;
    addCall(this.live.at(pathname + search, 'crawl', pathname.includes('{') ? '' : url), link);
  }

  /** Directories are learnt before anything below them is judged. */
  private learnNewPrefixes(urls: readonly string[]) {
    const firsts = urls.map((url) => /^\/[\w-]+\/(?=[^/])/.exec(new URL(url).pathname)?.[0]);
    const directories = firsts.filter(
      (prefix) => prefix !== undefined && /^\/(?:api|rest|v\d+|services?|public)\/$/.test(prefix),
    );
    return this.options.learner.learn(directories as string[]);
  }
}
