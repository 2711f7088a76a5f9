import { accepts } from '../answers/answers.ts';
import type { Exchange } from '../http/exchange.ts';
import { header, json } from '../http/exchange.ts';
import { percentDecoded } from '../http/foreign-text.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { freshName, recipeOf } from '../identities/register.ts';
import type { ObjectPlace, Recipe } from '../journal/entry.ts';
import type { Entry } from '../journal/journal.ts';
import { ownBody } from '../journal/own-body.ts';
import {
  identifiersIn,
  locate,
  type OwnObject,
  type OwnPlace,
  recordWith,
  type Shown,
} from '../journal/own-thing.ts';
import { recipeFor } from '../journal/recipe.ts';
import { removeOwn } from '../journal/removal.ts';
import { learnBody } from '../making/learn-body.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { sampleFor, WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { validate } from '../openapi/schema-check.ts';
import { PASSWORD } from '../places/object-makers.ts';
import { poolOf } from '../values/pool.ts';
import type { ProbeContext } from './rule.ts';

/** An object that the scan made itself, known again by a tag that nobody else has. */
export interface MadeObject {
  readonly tag: string;
  readonly entry: Entry;
  readonly recipe: Recipe;
  readonly created: Exchange;
  /** Addresses at which the tag was read back: nothing may be written anywhere else. */
  readonly places: readonly OwnPlace[];
  /** True where what was made can log in: it was given a password. */
  readonly isAccount: boolean;
  /** The object as the service gives it back. */
  readonly kept?: Shown;
}

/** Texts under these names are the tag, so that objects differ and can be found again. */
const TAGGED = /user|login|name|title|e-?mail|slug|handle|label|key|code|isbn|sku/i;

/**
 * Makes an object with a body that the service takes, and these further members, and looks for it. What a refusal asks
 * for is learnt, but for the further members: whoever adds some wants to know whether they are taken. Undefined: refused.
 */
export async function makeObject(
  { surface, http, journal }: ProbeContext,
  operation: Operation,
  further: Readonly<Record<string, unknown>>,
): Promise<MadeObject | undefined> {
  const { spec = WITHOUT_SPEC } = surface;
  const madeHere = journal.open().filter(({ intent }) => intent.what.endsWith(`made by ${operation.id}`));
  const staying = madeHere.filter(({ intent, state }) => intent.account !== undefined || state === 'left');
  if (staying.length >= MOST_STAYING) return undefined;
  const tag = freshName();
  const known = learnt.get(operation);
  const usual = known ? retagged(known, tag) : taggedBody(operation, spec, tag);
  const named = referencesFor(operation, surface);
  const send = async (body: Node) => {
    const password = Object.entries(body).find(([name]) => PASSWORD.test(name))?.[1];
    const account = typeof password === 'string' ? { user: tag, password } : undefined;
    const recipe = account
      ? recipeOf(operation, { ...account, ids: {} }, surface)
      : recipeFor(operation, surface);
    const what = `${tag}, made by ${operation.id}`;
    const facts = { kind: 'make', what, tag, recipe, ...(account ? { account } : {}) } as const;
    const { entry, answer } = await journal.write(
      http,
      { ...facts, references: named.given },
      requestFor(operation, surface.spec, { overrides: { body } }),
    );
    // A failure of the service's own may have come after the object was made.
    const isRefused = !(answer instanceof Error) && !accepts(answer, surface) && answer.response.status < 500;
    if (isRefused) await journal.settle(entry, 'nothing');
    return { entry, answer, recipe, account };
  };
  const isPlain = Object.keys(further).length === 0;
  const { body, result } =
    isPlain && !known
      ? await learnBody(usual, send, { tag, fixed: FIXED, reference: named.reference })
      : { body: usual, result: await send({ ...usual, ...further }) };
  const { entry, answer, recipe, account } = result;
  if (answer instanceof Error || !accepts(answer, surface)) return undefined;
  if (isPlain && !known) learnt.set(operation, { tag, body });
  await journal.settle(entry, 'made', { candidates: claimed(answer, tag, recipe) });
  const { places, shown } = await locate(http, entry, recipe);
  await journal.settle(entry, 'made', {
    proven: places.flatMap((place) => ('id' in place ? [place.id] : [])),
  });
  const isAccount = account !== undefined;
  return { tag, entry, recipe, created: answer, places, isAccount, ...(shown ? { kept: shown } : {}) };
}

/** Accounts go at the end of a scan, and what could not be removed stays: no more than these are made of one kind. */
const MOST_STAYING = 6;

/** Names by which an object is known again. */
const FIXED: ReadonlySet<string> = new Set(['username', 'email']);

interface LearntBody {
  readonly tag: string;
  readonly body: Node;
}

/** Bodies that were taken: an operation keeps its own through a scan. */
const learnt = new WeakMap<Operation, LearntBody>();

function retagged({ body, tag }: LearntBody, fresh: string): Node {
  return JSON.parse(JSON.stringify(body).replaceAll(tag, fresh)) as Node;
}

/** What anybody is shown to choose from: to name one of these changes nothing of it. */
const CATALOGUE =
  /^(?:product|item|sku|isbn|plan|categor(?:y|ies)|event|course|class|room|desk|space|venue|kind|type|currency|country|service|book|film|movie|tariff|template|location|point|store|branch|slot|flight|route|menu|dish|tag|brand|genre|language|model|size|colou?r|tier|skill|topic|edition)(?:_?(?:id|ids|code|slug|uuid|key|no|number|sku))?s?$/i;

/** Identifiers of a catalogue, for members that refer to it; those that were given are told to the journal. */
function referencesFor(operation: Operation, { identifiers }: ProbeContext['surface']) {
  const given: string[] = [];
  const pool = poolOf(identifiers);
  return {
    given,
    reference(name: string): string | undefined {
      if (!CATALOGUE.test(name)) return undefined;
      const [value] = pool.candidates(operation, { name, in: 'query' });
      if (value !== undefined) given.push(value);
      return value;
    },
  };
}

/** Removes what was made, where the document says how; what stays is left to the end of the scan. */
export async function removeObject(
  { http, journal }: ProbeContext,
  { entry, isAccount }: MadeObject,
): Promise<void> {
  // Accounts go at the end: one of them may have rights that the others lack.
  if (isAccount) return;
  try {
    await removeOwn(journal, entry, { reader: http, others: [] });
  } catch (failure) {
    // Stopped, or the budget is used up: cleaning up has its own.
    if (!(failure instanceof TransportFailure)) throw failure;
  }
}

/** Where an operation addresses this object and nothing else, proven by reading its tag there. */
export function placeIn({ places }: MadeObject, at: ObjectPlace | undefined): OwnObject | undefined {
  return places.filter((place) => 'id' in place).find((place) => place.at.url === at?.url);
}

/** True where an object with the tag is in the answer. */
export function holds({ response }: Exchange, tag: string): boolean {
  return recordWith(json(response), [tag]) !== undefined;
}

/** The operation's sample body with the tag for its names and titles, and with nobody else's identifiers. */
export function taggedBody(
  operation: Operation,
  spec: Pick<Spec, 'resolve'>,
  tag: string,
  ids: Readonly<Record<string, string>> = {},
): Record<string, unknown> {
  const schema = operation.bodies.find(({ mediaType }) => /json/.test(mediaType))?.schema;
  const sample = sampleFor(spec, schema, {}).value;
  const body: Record<string, unknown> = isNode(sample) ? { ...sample } : {};
  for (const [name, written] of Object.entries(propertiesOf(schema, spec))) {
    const property = spec.resolve(written);
    if (!isNode(property) || property.type !== 'string' || !TAGGED.test(name)) continue;
    if (property.enum !== undefined || PASSWORD.test(name)) continue;
    if (property.format !== undefined && property.format !== 'email') continue;
    const value = property.format === 'email' || /mail/i.test(name) ? `${tag}@example.com` : tag;
    if (validate(spec, written as never, value, { direction: 'request' }).length === 0) body[name] = value;
  }
  const own = ownBody(body, { tag, ids }) as Record<string, unknown>;
  return JSON.stringify(own).includes(tag) ? own : (withTag(own, tag) as Record<string, unknown>);
}

/** Texts that are values of a list, addresses or times. */
const NO_TEXT =
  /date|time|_at$|url|uri|link|color|colour|currency|country|lang|locale|type|kind|status|role|state|phone|zip|postal|ip$|token|unit|gender|password/i;

/** The first free text, also of an object or a list inside, becomes the tag: elsewhere nothing could be known again. */
function withTag(value: unknown, tag: string, name = ''): unknown {
  let isDone = false;
  const change = (held: unknown, called: string): unknown => {
    if (isDone) return held;
    if (typeof held === 'string') {
      if (called === '' || NO_TEXT.test(called) || /^\d|^[A-Z0-9_]+$|@|:\/\//.test(held)) return held;
      isDone = true;
      return tag;
    }
    if (Array.isArray(held)) return held.map((item) => change(item, called));
    if (!isNode(held)) return held;
    return Object.fromEntries(Object.entries(held).map(([key, inner]) => [key, change(inner, key)]));
  };
  return change(value, name);
}

/** Identifiers that the answer and its `Location` give: claims, until the tag was read back there. */
function claimed(created: Exchange, tag: string, { objects }: Recipe): string[] {
  const answer = json(created.response);
  const location = header(created.response.headers, 'location');
  const last = location
    ?.replace(/[?#].*$/s, '')
    .replace(/\/$/, '')
    .split('/')
    .at(-1);
  const records = [recordWith(answer, [tag]), isNode(answer) ? answer : undefined].filter(
    (one) => one !== undefined,
  );
  const ids = records.flatMap((record) => objects.flatMap(({ field }) => identifiersIn(record, field)));
  return [...ids, ...(last ? [percentDecoded(last)] : [])].filter((id) => id !== tag);
}
