import { asksForLess } from '../http/announced-limit.ts';
import { createBreath } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, headerValues, mediaType } from '../http/exchange.ts';
import type { Identity } from '../identities/identity.ts';
import { templatePath } from '../values/path-template.ts';
import type { AbsentLearner } from './absent.ts';
import { cookiesSet, looksDone } from './done-answer.ts';
import type { Inquiry } from './inquiry.ts';
import type { Link } from './links.ts';
import { linksOf } from './links.ts';
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
  readonly guesses: (alive: readonly string[]) => readonly string[];
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
const OPTIONS_ASKED = 8;

/** Follows links breadth first within the origin, then tries the guesses. Sends GET, and OPTIONS to what is alive. */
export async function crawl(options: CrawlOptions): Promise<LivePlace[]> {
  const walk = new Walk(options);
  for (const exchange of options.start) walk.note(exchange, 'crawl', 0);
  await walk.follow();
  // What is found by its name may show a prefix below which more is found.
  for (let fresh = walk.unguessed(); fresh.length > 0; fresh = walk.unguessed()) {
    await walk.guess(fresh);
    await walk.follow();
  }
  await walk.askForMethods();
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
    { methods: Set<string>; query: Set<string>; source: 'crawl' | 'guess'; url: string }
  >();
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
    if (depth < this.options.maxDepth)
      for (const link of linksOf(exchange)) this.enqueue(link, exchange, depth + 1);
  }

  async follow() {
    while (this.queue.length > 0 && this.left > 0) {
      const batch = this.nextBatch();
      await this.learnNewPrefixes(batch.map(({ url }) => url));
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

  unguessed(): string[] {
    if (!this.isNamed) return [];
    const { origin, guesses, isKnown } = this.options;
    return guesses([...this.live.keys()])
      .map((path) => `${origin}/${path}`)
      .filter((url) => !this.asked.has(url) && !isKnown(url) && !isRisky(new URL(url).pathname));
  }

  async guess(urls: readonly string[]) {
    await this.learnNewPrefixes(urls);
    for (let at = 0; at < urls.length; at += BATCH) {
      const batch = urls.slice(at, at + BATCH);
      for (const url of batch) this.asked.add(url);
      const answers = await this.options.inquiry.askAll(batch, this.options.speaker);
      const before = this.live.size;
      for (const answer of answers) {
        await this.breathe();
        if (answer) this.note(answer, 'guess', 1);
      }
      // Who answers to nearly every name answers to any: the names say nothing.
      this.isNamed &&= this.live.size - before < batch.length * MOST_ALIVE || batch.length < BATCH;
      if (!this.isNamed) return;
    }
  }

  /** `Allow` of an OPTIONS answer, unless unknown paths are given the same. */
  async askForMethods() {
    const { inquiry, origin, speaker } = this.options;
    const alive = [...this.live.values()]
      .filter(({ source, url }) => source === 'crawl' || url !== '')
      .slice(0, OPTIONS_ASKED);
    if (alive.length === 0 || this.left <= 0) return;
    const nowhere = await inquiry.ask({ method: 'OPTIONS', url: `${origin}/mb-nowhere-options` }, speaker);
    const always = nowhere ? allowed(nowhere).join() : '';
    const answers = await Promise.all(
      alive.map(({ url }) => inquiry.ask({ method: 'OPTIONS', url }, speaker)),
    );
    answers.forEach((answer, at) => {
      const methods = answer ? allowed(answer) : [];
      if (methods.join() === always) return;
      for (const method of methods) alive[at]?.methods.add(method);
    });
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
    for (const name of searchParams.keys()) place.query.add(name);
    if (response.status === 405) for (const method of allowed({ response })) place.methods.add(method);
    else place.methods.add('GET');
  }

  private placeAt(pathname: string, source: 'crawl' | 'guess', url: string) {
    const { template } = this.templateOf(pathname);
    const known = this.live.get(template);
    if (known) return known;
    const place = { methods: new Set<string>(), query: new Set<string>(), source, url };
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

/** Path of a URL template; `URL` writes braces as percent codes. */
function templateOfUrl(url: string): string {
  return new URL(url).pathname.replaceAll('%7B', '{').replaceAll('%7D', '}');
}

/** `Allow` (RFC 9110 section 10.2.1), upper case, sorted. */
function allowed({ response }: Pick<Exchange, 'response'>): string[] {
  const names = headerValues(response.headers, 'allow').flatMap((value) => value.split(','));
  return names
    .map((name) => name.trim().toUpperCase())
    .filter((name) => /^[A-Z]+$/.test(name))
    .sort();
}

/** Scripts stay: they name the requests that a page makes. */
function isAsset(pathname: string): boolean {
  return /\.(?:css|png|jpe?g|gif|svg|ico|webp|avif|woff2?|ttf|otf|eot|map|mp[34]|webm|zip|gz|pdf|wasm)$/i.test(
    pathname,
  );
}

/** Pages, scripts and redirects are how people get about; operations are what programs call. */
function isOperation({ request, response }: Exchange): boolean {
  const { status } = response;
  // A limiter's word says nothing of what is there.
  if (asksForLess(response) || (status >= 300 && status < 400)) return false;
  if (/\/(?:robots\.txt|sitemap\w*\.xml|favicon\.ico)$/.test(new URL(request.url).pathname)) return false;
  if (/html|javascript|ecmascript|css|^image\/|^font\/|^video\/|^audio\//.test(mediaType(response)))
    return false;
  // A method that is not allowed, a missing parameter or a missing credential all show that something is there.
  return status < 500
    ? status !== 404 && status !== 410
    : header(response.headers, 'content-type') !== undefined;
}
