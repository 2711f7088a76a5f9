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
import { isNode } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { sampleFor, WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { validate } from '../openapi/schema-check.ts';
import { PASSWORD } from '../places/object-makers.ts';
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

/** Makes an object with the operation's sample body and these further members, and looks for it. Undefined: refused. */
export async function makeObject(
  { surface, http, journal }: ProbeContext,
  operation: Operation,
  further: Readonly<Record<string, unknown>>,
): Promise<MadeObject | undefined> {
  const { spec = WITHOUT_SPEC } = surface;
  const tag = freshName();
  const body = { ...taggedBody(operation, spec, tag), ...further };
  const password = Object.entries(body).find(([name]) => PASSWORD.test(name))?.[1];
  const account = typeof password === 'string' ? { user: tag, password } : undefined;
  const recipe = account
    ? recipeOf(operation, { ...account, ids: {} }, surface)
    : recipeFor(operation, surface);
  const what = `${tag}, made by ${operation.id}`;
  const facts = { kind: 'make', what, tag, recipe, ...(account ? { account } : {}) } as const;
  const { entry, answer } = await journal.write(
    http,
    facts,
    requestFor(operation, surface.spec, { overrides: { body } }),
  );
  if (answer instanceof Error) return undefined;
  if (!accepts(answer, surface)) {
    // A failure of the service's own may have come after the object was made.
    if (answer.response.status < 500) await journal.settle(entry, 'nothing');
    return undefined;
  }
  await journal.settle(entry, 'made', { candidates: claimed(answer, tag, recipe) });
  const { places, shown } = await locate(http, entry, recipe);
  await journal.settle(entry, 'made', {
    proven: places.flatMap((place) => ('id' in place ? [place.id] : [])),
  });
  const isAccount = account !== undefined;
  return { tag, entry, recipe, created: answer, places, isAccount, ...(shown ? { kept: shown } : {}) };
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
  return ownBody(body, { tag, ids }) as Record<string, unknown>;
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
