import type { Surface } from '../discovery/surface.ts';
import { anonymous, type Identity } from '../identities/identity.ts';
import { isIdentifier } from '../journal/own-body.ts';
import { jsonContent } from '../openapi/json-content.ts';
import type { Node } from '../openapi/node.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { parentMakers } from '../places/object-makers.ts';
import type { Known } from '../places/place.ts';
import { plainName } from '../values/plain-name.ts';
import { poolOf } from '../values/pool.ts';
import { kindInPath, stemOf } from '../values/resource-names.ts';
import { variablesIn } from './bound.ts';
import { entriesForAll, type UserMarks } from './entries-for-all.ts';
import { OF_ENTRIES } from './of-entries.ts';
import { isThing, nameOfThing } from './thing-named-by.ts';

/** What anybody is shown to choose from: to name one of these changes nothing of it. */
const CATALOGUE =
  /^(?:product|item|sku|isbn|plan|categor(?:y|ies)|event|course|class|room|desk|space|venue|kind|type|currency|country|service|book|film|movie|tariff|template|location|point|store|branch|slot|flight|route|menu|dish|tag|brand|genre|language|model|size|colou?r|tier|skill|topic|edition)(?:_?(?:id|ids|code|slug|uuid|key|no|number|sku))?s?$/i;
/** The same, where the name itself says that it identifies. */
const NAMES_ONE = /(?:_?(?:id|ids|code|slug|uuid|key|no|number|sku))s?$/i;

/** Whom something is for: people write to anybody, and the scan to its own users only. */
const RECIPIENT = /^(?:to|recipient|receiver|addressee)(?:_?(?:id|user|handle|name|username|e?mail))?$/i;

/** As the name says that he is called there. */
function isWritten(mark: string, name: string): boolean {
  if (/mail/i.test(name)) return mark.includes('@');
  if (/id$/i.test(name)) return !mark.includes('@') && /\d/.test(mark);
  return !mark.includes('@') && !/^\d+$/.test(mark);
}

/** Identifiers for members of a body that refer to something. */
export interface References {
  /** Members that have to name something, with what they name. */
  readonly members: Node;
  /** Of a catalogue, and in the body: told to the journal. */
  readonly given: readonly string[];
  /** True where others could be named in their place: not everybody may have each of them. */
  readonly hasOthers: boolean;
  /** For a member that a refusal speaks of. */
  reference(name: string): string | undefined;
  /** True where something that was named may be a user's of this scan: nothing shows whose it is. */
  readonly mayBeOfUsers: () => boolean;
}

/** What is chosen from. */
export interface Choosing {
  /** Makes what the scan can make itself; its identifier. */
  readonly make: (maker: Operation) => Promise<string | undefined>;
  /** How the service calls the users of this scan. */
  readonly users?: UserMarks;
  /** What the service calls another user of this scan: him one may write to. */
  readonly recipients?: readonly string[];
  /** Which of the choices to take, where those before it were refused. */
  readonly nth?: number;
}

/**
 * One of our own for what the scan can make itself, else one of a catalogue; the `nth` of these where those before it
 * were refused: nobody books his own room.
 */
export async function referencesFor(
  context: Known,
  operation: Operation,
  { make, users = new Set(), recipients = [], nth = 0 }: Choosing,
): Promise<References> {
  const { surface } = context;
  const { spec, identifiers } = surface;
  const given: string[] = [];
  const pool = poolOf(identifiers);
  // At its own address, what stands in the same list would come first: orders, where a product is wanted.
  const anywhere = { ...operation, path: '/' };
  const tried = new Map<string, number>();
  const unsure = new Set<string>();
  /** What was refused is followed by the next one. */
  const next = (name: string, values: readonly string[]) => {
    const at = tried.get(name) ?? 0;
    tried.set(name, at + 1);
    const value = values[at % Math.max(1, values.length)];
    if (value !== undefined) given.push(value);
    return value;
  };
  const entry = (name: string) => {
    if (!CATALOGUE.test(name)) return undefined;
    const sought = { name, in: 'query' } as const;
    const values = [...pool.candidates(anywhere, sought), ...pool.candidates(operation, sought)];
    // A room is one of the space that was named before it.
    const near = values.filter((value) =>
      identifiers.some(
        (one) => one.value === value && given.some((other) => pathParts(one.from).includes(other)),
      ),
    );
    return next(name, [...new Set([...near, ...values])]);
  };
  const members: Record<string, unknown> = {};
  let hasOthers = false;
  for (const [name, type] of membersToName(operation, spec)) {
    const called = nameOfThing(surface, name);
    const own = RECIPIENT.test(name) ? recipients.find((one) => isWritten(one, name)) : await ownFor(called);
    const named = own === undefined && NAMES_ONE.test(name) ? entry(called) : undefined;
    const entries = entriesOf(called);
    const choices = [...new Set([own, named, ...entries])].filter((one) => one !== undefined);
    const value = choices[nth] ?? choices[0] ?? ofOwn(called);
    hasOthers ||= choices.length > nth + 1;
    if (value !== undefined && (value !== own || RECIPIENT.test(name))) given.push(value);
    if (value !== undefined && RECIPIENT.test(name)) unsure.add(value);
    if (value !== undefined)
      members[name] = type !== 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  }
  return {
    ...{ members, given, hasOthers, mayBeOfUsers: () => given.some((value) => unsure.has(value)) },
    reference(name) {
      const called = nameOfThing(surface, name);
      return entry(called) ?? next(called, entriesOf(called)) ?? ofOwn(called);
    },
  };

  function entriesOf(name: string): string[] {
    if (!isIdentifier(name) && !isThing(surface, name) && !isEntry(operation, name, spec)) return [];
    return entriesForAll(context, operation, name, users).map(({ value, isOfOthers }) => {
      if (!isOfOthers && !CATALOGUE.test(name)) unsure.add(value);
      return value;
    });
  }

  function ofOwn(name: string): string | undefined {
    return next(name, ownThings(context, context.http.identity, operation, name));
  }

  async function ownFor(name: string): Promise<string | undefined> {
    const kind = stemOf(name);
    const maker = parentMakers(surface).find(
      (one) => plainName(kindInPath(one.path)) === kind && one.id !== operation.id,
    );
    if (!maker || CATALOGUE.test(name)) return undefined;
    return make(maker);
  }
}

function isEntry(operation: Operation, name: string, spec: Spec | undefined): boolean {
  const property = propertiesOf(jsonContent(operation)?.schema, spec)[name];
  return isNode(property) && property[OF_ENTRIES] === true;
}

/** The sample body without made-up identifiers of things, `pupil: 1`: they may be somebody's. */
export function withoutThings(body: Node, surface: Surface): Node {
  const isMadeUp = (value: unknown) =>
    typeof value === 'number' || (typeof value === 'string' && UUID.test(value));
  return Object.fromEntries(
    Object.entries(body).filter(
      ([name, value]) => !(isMadeUp(value) && isThing(surface, nameOfThing(surface, name))),
    ),
  );
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Identifiers for a member of this name that the service lists for this user, and for no other of the scan. */
export function ownThings(
  { surface, record }: Pick<Known, 'surface' | 'record'>,
  identity: Identity,
  operation: Operation,
  name: string,
): string[] {
  const kind = stemOf(name);
  const lists = surface.operations.filter(
    ({ method, path }) =>
      method === 'GET' &&
      !path.includes('{') &&
      plainName(kindInPath(path)) === kind &&
      isThing(surface, name),
  );
  const listed = (one: Pick<Identity, 'name'>) =>
    record.shown(one).filter(({ from }) => lists.some(({ path }) => endsLike(from, path)));
  const others = [anonymous, ...surface.identities].filter((one) => one.name !== identity.name);
  const shared = new Set(others.flatMap((one) => listed(one).map(({ value }) => value)));
  return poolOf(listed(identity))
    .candidates(operation, { name, in: 'query' })
    .filter((value) => !shared.has(value));
}

function endsLike(url: string, path: string): boolean {
  const plain = (text: string) => text.replace(/[?#].*$/s, '').replace(/\/$/, '');
  return plain(url).endsWith(plain(path));
}

/** Members that the document asks for; where it asks for none by name, all. */
function membersToName(
  { bodies, path }: Operation,
  spec: Spec | undefined,
): (readonly [name: string, type: unknown])[] {
  const schema = jsonContent({ bodies })?.schema;
  const flat = (spec ?? WITHOUT_SPEC).resolve(schema);
  const required = isNode(flat) && Array.isArray(flat.required) ? flat.required : undefined;
  const inPath = new Set(variablesIn(path).map(plainName));
  return Object.entries(propertiesOf(schema, spec)).flatMap(([name, written]) => {
    const property = (spec ?? WITHOUT_SPEC).resolve(written);
    const isPlain = isNode(property) && !['array', 'object', 'boolean'].includes(String(property.type));
    if (!isPlain || inPath.has(plainName(name)) || (required && !required.includes(name))) return [];
    return property.enum === undefined ? [[name, property.type] as const] : [];
  });
}

function pathParts(url: string): string[] {
  return url.replace(/[?#].*$/s, '').split('/');
}
