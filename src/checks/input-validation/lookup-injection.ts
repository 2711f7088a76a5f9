import { accepts } from '../../answers/answers.ts';
import type { Surface } from '../../discovery/surface.ts';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import {
  HIDDEN_FIELDS,
  LOOKUP_NOTATIONS,
  type LookupNotation,
  NO_KIND,
  PERSONS,
  SERVERS,
} from '../../material/lookups.ts';
import { readOperations } from '../../places/operations.ts';
import { singular } from '../../values/path-template.ts';
import { type Fields, recordsIn } from '../objects.ts';
import { confirmed, type Detection, defineRule } from '../rule.ts';

/** Relations that are followed one behind the other: `copies__loans__member`. */
const DEEPEST = 3;
/** Of each depth: with more, questions would multiply, and the nearest relations lead to the same tables. */
const FOLLOWED = 8;
/** Nothing begins so. */
const NOTHING = 'mb7f3a91';

export const lookupInjection = defineRule({
  id: 'lookup-injection',
  title: 'ORM filter injection by query parameter names',
  aliases: ['ORM leak', 'ORM injection', 'Django filter', 'ransack'],
  severity: 'high',
  cwe: [943, 213],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'A client can find out hidden fields such as password hashes, character by character. It chooses the field that a list is filtered by.',
  remediation:
    'Allow a fixed list of filter names, each with its lookups. Never pass the whole query to filter(**…), where or ransack.',
  needs: ['active'],
  places: readOperations,
  async judge({ operation, request }, { surface, http }) {
    const rows = recordsIn(await http.once(request));
    const shown = shownText(rows);
    if (!shown) return 'clean';
    const { name, confidence } = surface.framework ?? {};
    const made = confidence === 'certain' && name && !SERVERS.has(name) ? name : undefined;
    for (const notation of LOOKUP_NOTATIONS) {
      if (made !== undefined && !notation.within.includes(made)) continue;
      const asking = { http, surface, request, notation };
      const asked = notation.begins([shown.field]);
      if (operation.parameters.some((parameter) => parameter.name === asked)) continue;
      // Most services ignore or refuse the name, and one request says so.
      if (!(await finds(asking, [shown.field], NOTHING, 'nothing'))) continue;
      if (!(await finds(asking, [shown.field], shown.begins, 'rows'))) continue;
      // Who takes any name for a filter that fits nothing has no such field at all.
      if (await finds(asking, [NOTHING], NOTHING, 'nothing')) continue;
      const found = await hiddenField(asking, vocabulary(surface));
      if (found) return found;
    }
    return 'clean';
  },
});

interface Asking {
  readonly http: HttpClient;
  readonly surface: Surface;
  readonly request: RequestSpec;
  readonly notation: LookupNotation;
}

/** A field of the first row that holds a text, and how it begins. */
function shownText([first]: readonly Fields[]):
  | { readonly field: string; readonly begins: string }
  | undefined {
  const held = Object.entries(first ?? {}).find(
    ([name, value]) => /^\w{1,40}$/.test(name) && typeof value === 'string' && /^\w{2}/.test(value),
  );
  return held && { field: held[0], begins: String(held[1]).slice(0, 2) };
}

function lookup({ request, notation }: Asking, path: readonly string[], value: string): RequestSpec {
  const { url } = request;
  const pair = `${percentEncoded(notation.begins(path))}=${percentEncoded(value)}`;
  return { ...request, url: `${url}${url.includes('?') ? '&' : '?'}${pair}` };
}

/** The answer where it holds rows, or none, as expected; undefined where it is refused or otherwise. */
async function finds(
  asking: Asking,
  path: readonly string[],
  value: string,
  what: 'rows' | 'nothing',
): Promise<Exchange | undefined> {
  const exchange = await asking.http.attempt(lookup(asking, path, value));
  if (exchange instanceof Error || !accepts(exchange, asking.surface)) return undefined;
  return recordsIn(exchange).length > 0 === (what === 'rows') ? exchange : undefined;
}

/** Nearest first: fields of the objects themselves, of persons beside them, then behind what the paths name. */
async function hiddenField(asking: Asking, kinds: readonly string[]): Promise<Detection | undefined> {
  let paths: readonly (readonly string[])[] = [[]];
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    for (const path of paths) {
      const found = await hiddenBehind(asking, path, HIDDEN_FIELDS);
      if (found) return found;
    }
    for (const person of depth === 0 ? PERSONS : []) {
      const found = await hiddenBehind(asking, [person], USUAL_FIELD);
      if (found) return found;
    }
    if (depth < DEEPEST) paths = await relationsBehind(asking, paths, kinds);
  }
  return undefined;
}

/** Where it is not known whether there is such a person, one question each. */
const USUAL_FIELD = ['password'];

async function hiddenBehind(
  asking: Asking,
  path: readonly string[],
  fields: readonly string[],
): Promise<Detection | undefined> {
  for (const field of fields) {
    const hidden = [...path, field];
    const none = await finds(asking, hidden, NOTHING, 'nothing');
    const all = none && (await finds(asking, hidden, '', 'rows'));
    const again = all && (await finds(asking, hidden, NOTHING, 'nothing'));
    const unknown = again && (await asking.http.attempt(lookup(asking, [...path, NOTHING], NOTHING)));
    if (!unknown || unknown instanceof Error) continue;
    if (accepts(unknown, asking.surface) && recordsIn(unknown).length === 0) continue;
    const name = asking.notation.begins(hidden);
    return confirmed(
      `${name}, in the notation of ${asking.notation.framework}, filters the list: the field ${field} is in no response, but can be read character by character.`,
      [all, `${name} with an empty value: rows, since every value starts with it`],
      [again, `the same with ${NOTHING}: no rows`],
      [unknown, 'a field that does not exist is rejected or ignored'],
    );
  }
  return undefined;
}

/** What can be followed from here, by the kinds of objects that the API’s paths name. */
async function relationsBehind(
  asking: Asking,
  paths: readonly (readonly string[])[],
  kinds: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const { key } = asking.notation;
  // Who lets any name pass says nothing of what is there.
  if (key === undefined || (await takes(asking, [NOTHING, key]))) return [];
  const found: string[][] = [];
  for (const path of paths) {
    for (const kind of kinds) {
      if (path.some((part) => singular(part) === singular(kind))) continue;
      if (await takes(asking, [...path, kind, key])) found.push([...path, kind]);
      if (found.length === FOLLOWED) return found;
    }
  }
  return found;
}

/** Every value begins with an empty text: what is there is answered, with rows or without. */
async function takes(asking: Asking, path: readonly string[]): Promise<boolean> {
  const exchange = await asking.http.attempt(lookup(asking, path, ''));
  return !(exchange instanceof Error) && accepts(exchange, asking.surface);
}

/** Kinds of objects as models name them: the parts of the paths, and one of each. */
function vocabulary({ operations }: Surface): readonly string[] {
  const parts = operations.flatMap(({ path }) =>
    path.split('/').filter((part) => /^[a-z][a-z_]{2,30}$/.test(part)),
  );
  const kinds = new Set(parts.filter((part) => !NO_KIND.has(part)));
  return [...new Set([...kinds].flatMap((kind) => [kind, singular(kind)]))].sort();
}
