import { accepts } from '../../answers/answers.ts';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import { type Exchange, json } from '../../http/exchange.ts';
import { freshName } from '../../identities/register.ts';
import { recordWith, writeToOwn } from '../../journal/own-thing.ts';
import { placeOf } from '../../journal/recipe.ts';
import type { Operation } from '../../openapi/operation.ts';
import { WITHOUT_SPEC } from '../../openapi/sample-value.ts';
import { requestFor } from '../../openapi/samples.ts';
import { makesAccount, type ObjectWriter } from '../../places/object-makers.ts';
import { requestOf } from '../../places/operations.ts';
import { holds, type MadeObject, makeObject, placeIn, removeObject, taggedBody } from '../made-object.ts';
import { type Control, type ProbeContext, untested, type Verdict } from '../rule.ts';

/** An object of the owner's, made by the scan, and an operation that changes or removes it. */
export interface OwnersObject {
  readonly operation: Operation;
  readonly maker: Operation;
  readonly made: MadeObject;
  readonly owner: HttpClient;
  readonly removes: boolean;
  /** Sends the write; undefined where the object was not read back before it. */
  writtenBy(writer: HttpClient): Promise<Exchange | undefined>;
  /** The answer to this request of the owner's, where it shows that the write took place. */
  changed(request: RequestSpec): Promise<Exchange | undefined>;
}

/** Makes an object as the owner, has it written to, and removes it. */
export async function withOwnersObject(
  { operation, maker }: ObjectWriter,
  context: ProbeContext,
  owner: HttpClient,
  judge: (object: OwnersObject) => Promise<Verdict>,
): Promise<Verdict> {
  const { surface, journal } = context;
  const { spec } = surface;
  if (makesAccount(maker, spec)) return untested('what the scan could make there is an account');
  const asOwner = { ...context, http: owner };
  const made = await makeObject(asOwner, maker, {});
  if (!made) return untested('no object could be made');
  let isThere = true;
  try {
    const place = placeIn(made, placeOf(operation, surface));
    if (!place || !made.kept) return untested('the object that was made was not read back at its address');
    const removes = operation.method === 'DELETE';
    const tag = removes ? made.tag : freshName();
    const body = removes ? undefined : taggedBody(operation, spec ?? WITHOUT_SPEC, tag, { id: place.id });
    if (body && !Object.values(body).includes(tag))
      return untested('its body has no text to know a change by');
    const request = requestFor(operation, spec, {
      overrides: { path: { [place.at.field]: place.id }, body },
    });
    const { entry, recipe, kept } = made;
    const verdict = await judge({
      ...{ operation, maker, made, owner, removes },
      async writtenBy(writer) {
        const renamed = removes ? {} : { renamed: tag };
        const facts = { entry, recipe, place, reader: owner, writer, request, ...renamed };
        const answer = await writeToOwn(journal, facts);
        if (answer instanceof Error) throw answer;
        return answer;
      },
      async changed(view) {
        const after = await owner.send(view);
        return after.response.status >= 500 || holds(after, tag) === removes ? undefined : after;
      },
    });
    const { response } = await owner.send(kept.request);
    isThere = response.status >= 500 || recordWith(json(response), entry.tags) !== undefined;
    return verdict;
  } finally {
    if (isThere) await removeObject(asOwner, made);
    else await journal.settle(made.entry, 'undone');
  }
}

/** Where the owner sees the object and the stranger does not. */
export interface OwnersView {
  readonly request: RequestSpec;
  readonly control: Control;
}

export async function ownersAlone(
  { surface }: ProbeContext,
  { maker, made, owner }: OwnersObject,
  stranger: HttpClient,
): Promise<OwnersView | undefined> {
  if (!made.kept || made.isAccount) return undefined;
  const list = surface.operations.find(({ method, path }) => method === 'GET' && path === maker.path);
  for (const request of [...(list ? [requestOf(surface, list)] : []), made.kept.request]) {
    if (!holds(await owner.send(request), made.tag)) continue;
    const exchange = await stranger.send(request);
    // What the list shows to both is shared, whatever the single object says.
    if (exchange.response.status >= 500 || holds(exchange, made.tag)) return undefined;
    const [one, other] = [owner.identity.name, stranger.identity.name];
    return { request, control: { exchange, note: `here ${one} sees the object and ${other} does not` } };
  }
  return undefined;
}

/** What an accepted write proves, once the owner has looked again. */
export async function proofOf(
  { operation, owner, removes, changed }: OwnersObject,
  { request, control }: OwnersView,
  exchange: Exchange,
  { surface }: ProbeContext,
): Promise<Verdict> {
  if (!accepts(exchange, surface)) return 'clean';
  const after = await changed(request);
  if (!after) return 'clean';
  const did = removes ? 'removed' : 'changed';
  const name = owner.identity.name;
  return {
    operation,
    confidence: 'confirmed',
    saw: `${exchange.identity} ${did} an object that the scan had made as ${name}.`,
    proof: [
      { exchange, note: `asked by ${exchange.identity}` },
      { exchange: after, note: `${name} looks again: it is ${did}` },
    ],
    control,
  };
}
