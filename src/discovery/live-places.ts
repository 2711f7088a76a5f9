import type { Exchange } from '../http/exchange.ts';
import type { BodyContent } from '../openapi/operation.ts';
import { createHarvester } from '../values/harvest.ts';
import { namesInPath } from '../values/identifier-fields.ts';
import { templatePath } from '../values/path-template.ts';
import { GENERIC } from './guesses.ts';
import type { Link } from './links.ts';
import { mergedBody } from './script-bodies.ts';

/** A place that answered, or that the service itself named. */
export interface LivePlace {
  /** Path template below the origin; a query in it says what is to be done. */
  readonly template: string;
  readonly methods: readonly string[];
  /** Names of query parameters seen in links and scripts: true where they are always sent. */
  readonly query: ReadonlyMap<string, boolean>;
  /** What is sent there, by method. */
  readonly bodies: ReadonlyMap<string, BodyContent>;
  /** Headers that name an object or a tenant, as scripts send them. */
  readonly headers: readonly string[];
  readonly source: 'crawl' | 'guess';
}

export interface Place {
  readonly template: string;
  readonly methods: Set<string>;
  readonly query: Map<string, boolean>;
  readonly bodies: Map<string, BodyContent>;
  readonly headers: Set<string>;
  readonly source: 'crawl' | 'guess';
  readonly url: string;
  answered: boolean;
  /** False where only a member of an answer led here: its last segment may be a value. */
  named: boolean;
}

export interface LivePlaces {
  at(path: string, source: 'crawl' | 'guess', url: string): Place;
  readonly all: readonly Place[];
  has(template: string): boolean;
  /** Segments below this collection are values even if they look like words. */
  list(collection: string): void;
  /** Remembers the identifiers that an answer gives out. */
  learn(exchange: Exchange): void;
  template(pathname: string): string;
  /** Names of a query and of headers that may go with what lies there. */
  hint(template: string, call: Call): void;
  /** Each once, values taken out with all that is known by now. */
  settled(): LivePlace[];
}

/** How a page or a script sends a request somewhere. */
type Call = Pick<Link, 'method' | 'query' | 'body' | 'headers'>;

/** A request that the service itself names: what one sends and another does not is not always sent. */
export function addCall(place: Place, { method = 'GET', query = new Map(), body, headers = [] }: Call) {
  const isFirst = !place.methods.has(method);
  place.named = true;
  place.methods.add(method);
  if (!isFirst) for (const name of place.query.keys()) if (!query.has(name)) place.query.set(name, false);
  for (const [name, always] of query) if (!place.query.has(name)) place.query.set(name, always && isFirst);
  for (const name of headers) place.headers.add(name);
  if (body) place.bodies.set(method, mergedBody(place.bodies.get(method), body));
}

/** What a crawl has found so far. */
export function createLivePlaces(): LivePlaces {
  const live = new Map<string, Place>();
  const listed = new Set<string>();
  const values = new Map<string, Set<string>>();
  const hinted = new Map<string, Call>();
  const harvest = createHarvester([]);
  const isValue = (collection: string, segment: string) =>
    !/^\{|^(?:v\d{1,2}|beta)$/i.test(segment) &&
    (listed.has(collection) || values.get(collection)?.has(segment) === true);
  const templateOf = (path: string) => {
    const [pathname = '', query] = path.split('?', 2);
    const { template } = templatePath(pathname, isValue);
    return query === undefined ? template : `${template}?${query}`;
  };

  function at(path: string, source: 'crawl' | 'guess', url: string): Place {
    const template = templateOf(path);
    const known = live.get(template);
    if (known) return known;
    const place: Place = {
      ...{ template, source, url, answered: false, named: false },
      ...{ methods: new Set(), query: new Map(), bodies: new Map(), headers: new Set() },
    };
    live.set(template, place);
    return place;
  }

  return {
    at,
    get all() {
      return [...live.values()];
    },
    has: (template) => live.has(template),
    list: (collection) => void listed.add(collection),
    learn(exchange) {
      for (const { name, value, collection = '' } of harvest(exchange)) {
        const last = collection.split('/').at(-1) ?? '';
        if (!namesInPath(name) || last === '' || GENERIC.test(last)) continue;
        values.set(collection, (values.get(collection) ?? new Set()).add(value));
      }
    },
    template: templateOf,
    hint: (template, call) => void hinted.set(template, call),
    settled() {
      for (const [template, { query = new Map(), headers = [] }] of hinted) {
        const place = live.get(template);
        if (!place) continue;
        for (const name of query.keys()) if (!place.query.has(name)) place.query.set(name, false);
        for (const name of headers) place.headers.add(name);
      }
      return settle([...live.values()], templateOf);
    },
  };
}

/** Places of one shape are one, called by the names that the service itself gave its variables. */
function settle(places: readonly Place[], templateOf: (path: string) => string): LivePlace[] {
  const templates = places.filter(({ template, url }) => template.includes('{') && url === '');
  const holders = [
    ...templates.map(({ template }) => template),
    ...places.map(({ template }) => templateOf(template)),
  ].filter((template, at, all) => template.includes('{') && all.indexOf(template) === at);
  const byShape = new Map<string, Place & { template: string }>();
  for (const place of [...templates, ...places.filter((one) => !templates.includes(one))]) {
    const shaped = templateOf(place.template);
    const template = (place.named ? undefined : holders.find((one) => holds(one, shaped))) ?? shaped;
    const shape = template.replace(/\{[^{}]*\}/g, '{}');
    const known = byShape.get(shape);
    if (known) merge(known, place);
    else byShape.set(shape, { ...place, template });
  }
  return [...byShape.values()]
    .map(({ template, methods, query, bodies, headers, source }) => ({
      ...{ template, source },
      methods: [...methods].filter((method) => !['HEAD', 'OPTIONS', 'TRACE'].includes(method)).sort(),
      query: new Map([...query].sort(([a], [b]) => (a < b ? -1 : 1))),
      bodies,
      headers: [...headers].sort(),
    }))
    .sort((a, b) => (a.template < b.template ? -1 : 1));
}

/** `/departments/{slug}` holds `/departments/sales`. */
function holds(template: string, path: string): boolean {
  const [ours, theirs] = [template.split('/'), path.split('/')];
  return (
    ours.length === theirs.length &&
    ours.every((segment, at) => segment === theirs[at] || (segment.startsWith('{') && theirs[at] !== ''))
  );
}

function merge(known: Place, { methods, query, bodies, headers }: Place) {
  for (const name of headers) known.headers.add(name);
  for (const method of methods) known.methods.add(method);
  for (const [name, always] of query) known.query.set(name, (known.query.get(name) ?? true) && always);
  for (const [method, body] of bodies) known.bodies.set(method, mergedBody(known.bodies.get(method), body));
}
