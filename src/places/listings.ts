import type { RequestSpec } from '../http/client.ts';
import { formDecoded, percentEncoded } from '../http/foreign-text.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation, Parameter } from '../openapi/operation.ts';
import { plainName } from '../values/plain-name.ts';
import { type ObjectPlace, objectReads, objects } from './objects.ts';
import type { Known, PlaceKind } from './place.ts';

/** An operation that lists objects which can also be read one by one. */
export interface Listing {
  readonly operation: Operation;
  /** Reads of one such object by its identifier. */
  readonly objects: readonly ObjectPlace[];
  /** The list itself as what belongs to an object that is named: `/users/{id}/posts`. */
  readonly named?: ObjectPlace;
  /** Parameters that by their name have the list show more, and the value of each that does. */
  readonly wider: Readonly<Record<string, string>>;
  /** The kind of objects that the parameter has put into the answer, beside the object that is named. */
  readonly included?: string;
}

/** Lists that belong to somebody who is named, or that a parameter makes longer. */
export const listings: PlaceKind<Listing> = {
  one: 'list of a named user, or that a parameter widens',
  many: 'lists of a named user, or that a parameter widens',
  find: async (known) => {
    const named = new Map((await objectReads.find(known)).map((place) => [place.operation.id, place]));
    const byList = await objectsByList(known);
    const lists = [...byList].flatMap(([operation, held]) => {
      const place = named.get(operation.id);
      const wider = widening(operation);
      if (!place && Object.keys(wider).length === 0) return [];
      return [{ operation, objects: held, wider, ...(place ? { named: place } : {}) }];
    });
    return [...lists, ...(await withOthersIncluded(known))];
  },
  key: ({ operation, included, wider }) =>
    included === undefined ? operation.id : `${operation.id} ${Object.keys(wider)} ${included}`,
  operationOf: ({ operation }) => operation,
};

async function objectsByList(known: Known): Promise<ReadonlyMap<Operation, readonly ObjectPlace[]>> {
  const byList = new Map<Operation, ObjectPlace[]>();
  for (const object of await objects.find(known)) {
    await known.breathe();
    for (const { operation } of object.lists) {
      const held = byList.get(operation);
      if (held) held.push(object);
      else byList.set(operation, [object]);
    }
  }
  return byList;
}

/** `?include=` (JSON:API section 7.4), `?expand=`, `?embed=`: puts what is related into the answer. */
const INCLUDES = /^(?:includes?|expand|embed|populate|with|relations?|\$expand)(?:\[\])?$/i;

/** Reads of one object that take a parameter for what is related to it, for each other kind of objects. */
async function withOthersIncluded(known: Known): Promise<Listing[]> {
  const reads = (await objectReads.find(known)).filter(({ where }) => where === 'path');
  const kinds = new Map<string, ObjectPlace[]>();
  for (const object of await objects.find(known)) {
    const kind = object.operation.path.split('/').at(-2) ?? '';
    if (/^[a-z]/i.test(kind) && object.parents.length === 0)
      kinds.set(kind, [...(kinds.get(kind) ?? []), object]);
  }
  return reads.flatMap((named) => {
    const { operation } = named;
    const parameter = operation.parameters.find(
      ({ in: where, name }) => where === 'query' && INCLUDES.test(name),
    );
    if (!parameter || !operation.path.endsWith('}')) return [];
    return [...kinds].flatMap(([kind, held]): Listing[] =>
      held.some((one) => one.operation === operation)
        ? []
        : [{ operation, objects: held, named, wider: { [parameter.name]: kind }, included: kind }],
    );
  });
}

/** `includeHidden`, `with_deleted`, `showAll`, `all`. */
const WIDENS =
  /^(?:include|with|show|view|list|get|return|see|and)?(?:all|any|everything|everyones?|everybody|others|hidden|invisible|deleted|trashed|removed|archived|private|drafts?|unpublished|inactive|disabled|expired|internal|restricted|suspended|blocked|unlisted|unapproved)(?:users|members|items|posts|records|objects|entries|results|ones)?$/;
/** `onlyMine`, `published_only`, `visible`. */
const NARROWS =
  /^(?:only(?:mine|my|own|public|published|visible|active|current)|(?:mine|my|own|public|published|visible|active)only|exclude(?:hidden|deleted|private|archived|drafts?)|hide(?:private|deleted|archived|drafts?))$/;
const WIDER_VALUE =
  /^(?:all|any|everything|everyone|everybody|hidden|private|deleted|drafts?|with_\w+|include_\w+)$/i;

/** What is asked for with a parameter that widens a list. */
function widening({ parameters }: Operation): Readonly<Record<string, string>> {
  return Object.fromEntries(
    parameters.flatMap((parameter) => {
      const value = parameter.in === 'query' ? widerValue(parameter) : undefined;
      return value === undefined ? [] : [[parameter.name, value]];
    }),
  );
}

function widerValue({ name, schema }: Parameter): string | undefined {
  const { type, enum: values } = isNode(schema) ? schema : {};
  if (Array.isArray(values)) return values.map(String).find((value) => WIDER_VALUE.test(value));
  const plain = plainName(name.split('.').at(-1) ?? name);
  if (type !== 'boolean') return undefined;
  return WIDENS.test(plain) ? 'true' : NARROWS.test(plain) ? 'false' : undefined;
}

/** The same request with these parameters in its query. */
export function widened(request: RequestSpec, wider: Readonly<Record<string, string>>): RequestSpec {
  const [base = '', query = ''] = request.url.split('?', 2);
  const others = query
    .split('&')
    .filter((pair) => pair !== '' && !Object.hasOwn(wider, formDecoded(pair.split('=')[0] ?? '')));
  const own = Object.entries(wider).map(
    ([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`,
  );
  return { ...request, url: `${base}?${[...others, ...own].join('&')}` };
}
