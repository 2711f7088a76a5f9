import { createBreath } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Identity } from '../identities/identity.ts';
import { templatePath } from '../values/path-template.ts';
import type { AbsentLearner } from './absent.ts';
import { askForMethods } from './ask-for-methods.ts';
import { crawlCuts } from './crawl-cuts.ts';
import { cookiesSet, looksDone } from './done-answer.ts';
import type { Inquiry } from './inquiry.ts';
import type { Link } from './links.ts';
import { isReadInPart, linksOf } from './links.ts';
import { allowed, isAsset, isOperation, templateOfUrl } from './live-answer.ts';
import { isDoing, isRisky } from './risky-path.ts';

/** A place that answered, or that the service itself named. */
export interface LivePlace {
  /** Path template below the origin, without query. */
  readonly template: string;
  readonly methods: readonly string[];
  /** Names of query parameters seen in links. */
  readonly query: readonly string[];
  readonly source: 'crawl' | 'guess';
}

export interface CrawlOptions {
  readonly inquiry: Inquiry;
  readonly origin: string;
  readonly learner: AbsentLearner;
  /** Who asks; nobody where left out. */
  readonly speaker?: Identity;
  readonly start: readonly Exchange[];
  /** Paths to try beside what is alive, without a leading slash, in order; only what is not absent is kept. */
  readonly guesses: (alive: readonly string[], which: 'all' | 'first') => readonly string[];
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
  for (const exchange of options.start) walk.note(exchange, 'crawl', 0);
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
}

/** State of one crawl. */
class Walk {
  private readonly options: CrawlOptions;
  private readonly queue: Waiting[] = [];
  private readonly asked = new Set<string>();
  private readonly perTemplate = new Map<string, number>();
  private readonly live = new Map<
    string,
    { methods: Set<string>; query: Set<string>; source: 'crawl' | 'guess'; url: string; answered: boolean }
  >();
  /** Templates of links that lie deeper than links are followed. */
  private readonly deeper = new Set<string>();
  private followed = 0;
  private readonly read = { whole: 0, inPart: 0 };
  /** Collections whose list named its items: the next segment is a value even if it looks like a word. */
  private readonly listed = new Set<string>();
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
  note(exchange: Exchange, source: 'crawl' | 'guess', depth: number) {
    this.asked.add(exchange.request.url);
    const absent = this.options.learner.pages.matches(exchange);
    if (!absent && isOperation(exchange)) this.record(exchange, source);
    // Everything redirects to the login: where to is worth a look, the page itself says nothing.
    if (absent && exchange.response.status !== 404) return;
    const inPart = isReadInPart(exchange);
    if (inPart !== undefined) this.read[inPart ? 'inPart' : 'whole'] += 1;
    for (const link of linksOf(exchange)) this.enqueue(link, exchange, depth + 1);
  }

  async follow() {
    while (this.queue.length > 0 && this.left > 0) {
      const batch = this.nextBatch();
      await this.learnNewPrefixes(batch.map(({ url }) => url));
      this.followed += batch.length;
      const answers = await this.askAll(batch.map(({ url }) => url));
      for (const [at, asked] of batch.entries()) {
        await this.breathe();
        const answer = answers[at];
        if (answer && !this.hasDone(answer, asked)) this.note(answer, 'crawl', asked.depth);
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
    for (const path of guesses([...this.live.keys()], which)) {
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
    const before = this.live.size;
    for (const answer of answers) {
      await this.breathe();
      if (answer) this.note(answer, 'guess', 1);
    }
    // Who answers to nearly every name answers to any: the names say nothing.
    this.isNamed = this.live.size - before < batch.length * MOST_ALIVE || batch.length < BATCH;
  }

  async askForMethods() {
    const { inquiry, origin, speaker } = this.options;
    await askForMethods(
      [...this.live.values()].filter(({ answered }) => answered),
      (url) => inquiry.ask({ method: 'OPTIONS', url }, speaker),
      origin,
    );
  }

  /** What links lead to and nobody else will ask for. */
  sayCuts() {
    const { inquiry, maxRequests, maxDepth, isKnown } = this.options;
    const left = this.queue.filter(({ url }) => !isKnown(url) && !this.ended.has(this.kindOf(url)));
    const deeper = [...this.deeper].filter((key) => !this.live.has(key) && !this.perTemplate.has(key));
    const { followed, read, perTemplate } = this;
    const counts = { followed, left: left.length, kinds: perTemplate.size, deeper: deeper.length, ...read };
    inquiry.cuts.add(...crawlCuts(counts, { maxRequests, maxDepth }));
  }

  places(): LivePlace[] {
    return [...this.live]
      .map(([template, { methods, query, source }]) => ({
        template,
        methods: [...methods].filter((method) => !['HEAD', 'OPTIONS', 'TRACE'].includes(method)).sort(),
        query: [...query].sort(),
        source,
      }))
      .sort((a, b) => (a.template < b.template ? -1 : 1));
  }

  private askAll(urls: readonly string[]) {
    this.left -= urls.length;
    for (const url of urls) this.asked.add(url);
    return this.options.inquiry.askAll(urls, this.options.speaker);
  }

  private record({ request, response }: Exchange, source: 'crawl' | 'guess') {
    const { pathname, searchParams } = new URL(request.url);
    const place = this.placeAt(pathname, source, request.url);
    place.answered = true;
    for (const name of searchParams.keys()) place.query.add(name);
    if (response.status === 405) for (const method of allowed({ response })) place.methods.add(method);
    else place.methods.add('GET');
  }

  private placeAt(pathname: string, source: 'crawl' | 'guess', url: string) {
    const { template } = this.templateOf(pathname);
    const known = this.live.get(template);
    if (known) return known;
    const place = {
      ...{ methods: new Set<string>(), query: new Set<string>() },
      ...{ source, url, answered: false },
    };
    this.live.set(template, place);
    return place;
  }

  private templateOf(pathname: string) {
    return templatePath(pathname, (collection) => this.listed.has(collection));
  }

  private enqueue(link: Link, from: Exchange, depth: number) {
    const { search } = new URL(link.url);
    const pathname = templateOfUrl(link.url);
    if (this.asked.has(link.url) || isAsset(pathname) || isRisky(pathname + search)) return;
    if (
      link.page &&
      (link.acts || isDoing(pathname + search, link)) &&
      !(link.method && link.method !== 'GET')
    )
      return;
    const parent = pathname.slice(0, pathname.lastIndexOf('/'));
    if (link.ofList && parent !== '' && parent === new URL(from.request.url).pathname.replace(/\/$/, ''))
      this.listed.add(parent);
    if (pathname.includes('{') || (link.method && link.method !== 'GET')) {
      this.promise(link, pathname);
      // Where it takes another method, GET was never meant to be sent.
      return;
    }
    if (this.ended.has(this.kindOf(link.url))) return;
    // A script is read for its links only when it lies near; the rest of the web is not.
    const key = this.templateOf(pathname).template;
    const count = this.perTemplate.get(key) ?? 0;
    if (count >= PER_TEMPLATE) return;
    if (depth > this.options.maxDepth) {
      if (!this.options.isKnown(link.url)) this.deeper.add(key);
      return;
    }
    this.perTemplate.set(key, count + 1);
    this.asked.add(link.url);
    this.queue.push({ url: link.url, depth, from: from.request.url, ofPage: link.page === true });
  }

  /** Links of one kind do alike: those with the same template, or below the same directory. */
  private kindOf(url: string): string {
    const { template } = this.templateOf(new URL(url).pathname);
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
  private promise({ method, url }: Link, pathname: string) {
    if (this.options.isKnown(url)) return;
    const place = this.placeAt(pathname, 'crawl', pathname.includes('{') ? '' : url);
    place.methods.add(method ?? 'GET');
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
