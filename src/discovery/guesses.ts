import type { Exchange } from '../http/exchange.ts';
import { json } from '../http/exchange.ts';
import { ADMINISTRATIVE_RESOURCES, COMMON_RESOURCES, FIRST_RESOURCES } from '../material/common-words.ts';
import { ADMINISTRATION_PAGES, COMMON_PATHS } from '../material/wordlists.ts';
import { isNode } from '../openapi/node.ts';
import { singular } from '../values/path-template.ts';
import { directoryOf } from './find-spec.ts';

/** Segments that lead to operations and are none themselves. */
export const GENERIC = /^(?:api|apis|rest|v\d{1,2}(?:\.\d+)?|public|private|internal|services?)$/i;
/** So many names below a first segment make it a service of its own, as behind a gateway. */
const NAMES_OF_A_SERVICE = 3;
/** Where APIs begin whose documents and pages say nothing of it. */
const USUAL_BASES = ['api/', 'api/v1/', 'v1/'];

/** A path that answers, and whether something named it or its name was only tried. */
export interface Alive {
  readonly path: string;
  readonly isGuess: boolean;
}

export interface Guessing {
  /** Path of the target. */
  readonly typed: string;
  readonly entry: Exchange;
  /** Paths below the origin that documents, links and answers have shown so far. */
  readonly known: readonly string[];
  /** Those that are no guess themselves: of others, no singular and plural is tried in turn. */
  readonly named: readonly string[];
  /** True where a document names the operations. */
  readonly hasSpec: boolean;
  readonly guesses: 'all' | 'first';
}

/**
 * Paths, without their first slash, that may stand beside the known ones: the usual names below each base of the API,
 * singular for plural and the other way round, and keys of an index. Grows with what is known.
 */
export function guessesBeside({ typed, entry, known, named, hasSpec, guesses }: Guessing): string[] {
  const own = directoryOf(typed).slice(1);
  const bases = basesOf(known);
  if (!hasSpec) bases.unshift(...new Set([own, '']));
  const assumed = hasSpec ? [] : USUAL_BASES;
  const names = guesses === 'first' ? FIRST_RESOURCES : [...COMMON_RESOURCES, ...ADMINISTRATIVE_RESOURCES];
  const all = [
    ...COMMON_PATHS,
    ...(hasSpec ? [] : ADMINISTRATION_PAGES),
    ...[...new Set(bases)].flatMap((base) => below(base, names)),
    ...assumed.flatMap((base) => below(base, FIRST_RESOURCES)),
    ...(guesses === 'first' ? [] : [...known.flatMap(asItIs), ...named.flatMap(otherNumber)]),
    ...below(own, keysOf(entry)),
  ];
  return [...new Set(all)];
}

function below(base: string, names: readonly string[]): string[] {
  return names.map((name) => base + name);
}

/** `/api/v1/users/{id}` → `api/v1/`; `/shop/api/orders` → `shop/api/` where the shop has more names. */
function basesOf(paths: readonly string[]): string[] {
  const names = new Map<string, Set<string>>();
  for (const path of paths) {
    const [first = '', second = ''] = path.split('/').slice(1);
    if (GENERIC.test(first) || first.includes('{') || second === '' || second.includes('{')) continue;
    names.set(first, (names.get(first) ?? new Set()).add(second));
  }
  const bases = paths.map((path) => {
    const segments = path.split('/').slice(1, -1);
    const isService = (names.get(segments[0] ?? '')?.size ?? 0) >= NAMES_OF_A_SERVICE;
    const rest = segments.slice(isService ? 1 : 0);
    const end = rest.findIndex((segment) => !GENERIC.test(segment));
    const kept = segments.slice(0, segments.length - (end === -1 ? 0 : rest.length - end));
    return kept.map((segment) => `${segment}/`).join('');
  });
  return [...new Set(bases)].sort();
}

/** What takes another method may be read too. */
function asItIs(path: string): string[] {
  return path.includes('{') ? [] : [path.slice(1)];
}

/** `/users` for `/user`, `/categories` for `/category`, and the other way round; none for paths with a variable. */
function otherNumber(path: string): string[] {
  const match = /^\/((?:[^/{}]+\/)*)([a-z][\w-]+[a-z])\/?$/i.exec(path);
  if (!match) return [];
  const [, directory = '', name = ''] = match;
  if (GENERIC.test(name)) return [];
  const one = singular(name);
  if (one !== name) return [directory + one];
  return [`${directory}${/y$/i.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`}`];
}

/** Members that answers have around what they are about. */
const ENVELOPE = /^(?:errors?|data|meta|metadata|_?links?|result|response|message|detail|request|debug)$/i;

/** Of an index: what it holds lists, maps or addresses under. */
function keysOf(entry: Exchange): string[] {
  const index = json(entry.response);
  if (!isNode(index)) return [];
  return Object.entries(index)
    .filter(([key, value]) => /^[a-z][\w-]{1,40}$/i.test(key) && !ENVELOPE.test(key) && isPart(value))
    .map(([key]) => key);
}

function isPart(value: unknown): boolean {
  return typeof value === 'object'
    ? value !== null
    : typeof value === 'string' && /^(?:https?:\/)?\//.test(value);
}
