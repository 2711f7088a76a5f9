import { accepts } from '../../answers/answers.ts';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import { type Exchange, json } from '../../http/exchange.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import { freshName } from '../../identities/register.ts';
import { recordOf, recordWith } from '../../journal/own-record.ts';
import { type OwnObject, writeToOwn } from '../../journal/own-thing.ts';
import { placeOf } from '../../journal/recipe.ts';
import { learnBody } from '../../making/learn-body.ts';
import { inTurn } from '../../making/once.ts';
import { type ChangedMember, changedMembers, changeInWords } from '../../making/state-of.ts';
import { otherValues } from '../../making/write-body.ts';
import type { Node } from '../../openapi/node.ts';
import type { Operation } from '../../openapi/operation.ts';
import { WITHOUT_SPEC } from '../../openapi/sample-value.ts';
import { requestFor } from '../../openapi/samples.ts';
import { actsOnObject, isRemovedAgain, type ObjectWriter } from '../../places/object-makers.ts';
import { requestOf } from '../../places/operations.ts';
import { sharedBelowAnothers } from '../made-below-anothers.ts';
import { type MadeObject, makeObject, placeIn, removeObject, sharedObject } from '../made-object.ts';
import { whereItIsNow } from '../renamed-object.ts';
import { type Control, type ProbeContext, untested, type Verdict } from '../rule.ts';
import { taggedBody } from '../tagged-body.ts';
import { belowAnother, belowOwn } from './exchanged-parent.ts';

/** An object of the owner's, made by the scan, and an operation that changes or removes it. */
export interface OwnersObject {
  readonly operation: Operation;
  readonly made: MadeObject;
  readonly owner: HttpClient;
  readonly removes: boolean;
  /** True for what the object is told to do: that one who may not even see it brings it about is the flaw. */
  readonly acts: boolean;
  /** Sends the write; undefined where the object was not read back before it. */
  writtenBy(writer: HttpClient, below?: MadeObject | 'own'): Promise<Exchange | undefined>;
  /** The answer to this request of the owner's, and what it shows, where it shows that the write took place. */
  changed(request: RequestSpec): Promise<{ readonly after: Exchange; readonly how: string } | undefined>;
}

export const NO_OBJECT = untested('no object could be created');

/** Makes an object as the owner, has it written to, and removes it where it was made for this alone. */
export async function withOwnersObject(
  { operation, maker }: ObjectWriter,
  context: ProbeContext,
  owner: HttpClient,
  judge: (object: OwnersObject) => Promise<Verdict>,
  hosts: readonly HttpClient[] = [],
): Promise<Verdict> {
  const { journal } = context;
  const asOwner = { ...context, http: owner };
  const removes = operation.method === 'DELETE';
  const acts = actsOnObject(operation);
  // What is told to do something may be of no use to others afterwards; what cannot be removed is made once all the same.
  const ofKind = journal.entries().filter(({ intent }) => intent.what.endsWith(`made by ${maker.id}`));
  // One that was lost for what stood in it says nothing of ordinary ones, where these were removed.
  const isStuck =
    ofKind.some(({ state }) => state === 'left') && !ofKind.some(({ state }) => state === 'undone');
  const isFresh = (removes || acts) && isRemovedAgain(maker, context.surface) && !isStuck;
  const made =
    (await (isFresh ? makeObject(asOwner, maker, {}) : sharedObject(asOwner, maker))) ??
    (await sharedBelowAnothers(asOwner, maker, hosts));
  if (!made) return NO_OBJECT;
  return inTurn(journal, `object ${made.entry.number}`, async () => {
    let isThere = true;
    try {
      const prepared = await prepare(operation, made, asOwner, { removes, acts });
      if ('untested' in prepared) return prepared;
      const verdict = await judge(prepared);
      if (removes) {
        const { response } = await owner.send(made.kept?.request ?? { url: made.created.request.url });
        isThere = response.status >= 500 || recordOf(json(response), made.entry) !== undefined;
      }
      return verdict;
    } finally {
      if (!isThere) await journal.settle(made.entry, 'undone');
      else if (isFresh) await removeObject(asOwner, made);
    }
  });
}

async function prepare(
  operation: Operation,
  made: MadeObject,
  context: ProbeContext,
  { removes, acts }: Pick<OwnersObject, 'removes' | 'acts'>,
): Promise<OwnersObject | ReturnType<typeof untested>> {
  const { journal, http: owner } = context;
  const { spec } = made.surface;
  const at = context.surface.operations.indexOf(operation);
  const bound = made.surface.operations[at];
  const place = bound && placeIn(made, placeOf(bound, made.surface));
  const { entry, recipe, kept } = made;
  if (!bound || !place || !kept) return untested('the created object could not be read at its URL');
  const tag = removes || acts ? made.tag : freshName();
  const usual = removes ? undefined : taggedBody(operation, spec ?? WITHOUT_SPEC, tag, { id: place.id });
  const tagged =
    usual && (acts ? usual : withKept(usual, kept.record, { tag, isPart: operation.method === 'PATCH' }));
  const isTagged = tagged !== undefined && !acts && JSON.stringify(tagged).includes(tag);
  const other = isTagged || removes || acts ? undefined : otherValues(operation, spec, kept.record);
  if (!(removes || acts || isTagged || other))
    return untested('its request body has no property to recognize a change by');
  const hasBody = operation.bodies.length > 0;
  const requestAt = (one: Operation, { at, id }: OwnObject, body: unknown) =>
    requestFor(one, spec, { overrides: { path: { [at.field]: id }, body } });
  const first = removes || !hasBody ? undefined : (other?.body ?? tagged);
  const body = isTagged ? await asOwnerSends(tagged) : first;
  const moved = isTagged ? await whereItIsNow(made) : made;
  const spot = placeIn(moved, placeOf(bound, moved.surface)) ?? place;

  /** As the service wants it, which its owner is told: whoever is refused for the body was not refused for his rights. */
  async function asOwnerSends(usual: Node): Promise<Node> {
    const trial = freshName();
    const send = async (tried: Node) => {
      const facts = { entry, recipe, place: place as OwnObject, reader: owner, writer: owner };
      const request = requestAt(bound as Operation, place as OwnObject, tried);
      const answer = await writeToOwn(journal, { ...facts, request, renamed: trial });
      return { answer: answer ?? NOT_READ_BACK };
    };
    const learnt = await learnBody(replaced(usual, tag, trial), send, { tag: trial });
    return replaced(learnt.body, trial, tag);
  }
  const looked = (moved.kept ?? kept).request;
  const before = await Promise.all([recordAt(owner, looked, made), recordAt(owner, looked, made)]);
  return {
    ...{ operation, made: moved, owner, removes, acts },
    async writtenBy(writer, below) {
      const elsewhere =
        below === 'own'
          ? belowOwn(operation, made, { ...context, http: writer })
          : below && belowAnother(operation, made, below, context);
      if (below && !elsewhere) return undefined;
      const send = async (sent: Node | undefined) => {
        const facts = {
          ...{ entry, recipe, place: spot, reader: owner, writer },
          request: requestAt(elsewhere?.operation ?? bound, spot, sent),
          ...(isTagged ? { renamed: tag } : {}),
          ...(elsewhere ? { below: elsewhere.parent } : {}),
        };
        return { answer: (await writeToOwn(journal, facts)) ?? NOT_READ_BACK };
      };
      // What an owner does once he cannot try first: whoever acts learns himself what the body has to be.
      const { answer } = acts && body ? (await learnBody(body, send, { tag })).result : await send(body);
      if (answer === NOT_READ_BACK) return undefined;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    async changed(view) {
      const after = await owner.send(view);
      if (after.response.status >= 500) return undefined;
      if (removes || isTagged) {
        const record = removes ? recordSeen(after, made) : recordWith(json(after.response), [tag]);
        const isShown = record !== undefined;
        if (isShown !== removes) return { after, how: removes ? 'it was deleted' : 'it was changed' };
        if (!removes) return changedElsewhere(made, tag);
      }
      // What is removed may stay, as cancelled.
      const [one, again] = before;
      const record = recordSeen(after, made);
      // What is told to end may be gone.
      if (acts && one && again && !record) return { after, how: 'it was deleted' };
      const members = one && again && record ? changedMembers(one, again, record) : [];
      const seen: ChangedMember | undefined = other
        ? members.find(({ name, to }) => name === other.name && to === other.value)
        : members[0];
      return seen && { after, how: changeInWords(seen) };
    },
  };
}

/** Its identifier may have followed its new name. */
async function changedElsewhere(made: MadeObject, tag: string) {
  const { kept } = await whereItIsNow(made);
  const isThere = kept && recordWith(json(kept.exchange.response), [tag]);
  return isThere ? { after: kept.exchange, how: 'it was changed, and its URL with it' } : undefined;
}

const NOT_READ_BACK = new TransportFailure('unsafe-method', 'The object was not read before the write.');

/** The body with what the object has already, so that nothing else changes; a part of it where that is enough. */
function withKept(
  usual: Node,
  record: Node,
  { tag, isPart }: { readonly tag: string; readonly isPart: boolean },
): Node {
  return Object.fromEntries(
    Object.entries(usual).flatMap(([name, held]) => {
      if (JSON.stringify(held)?.includes(tag)) return [[name, held]];
      const kept = record[name];
      const isKept = kept !== undefined && kept !== null && typeof kept === typeof held;
      return isPart ? [] : [[name, isKept ? kept : held]];
    }),
  );
}

function replaced(body: Node, one: string, other: string): Node {
  return JSON.parse(JSON.stringify(body).replaceAll(one, other)) as Node;
}

async function recordAt(owner: HttpClient, view: RequestSpec, made: MadeObject): Promise<Node | undefined> {
  return recordSeen(await owner.send(view), made);
}

/** True where the object is in the answer, under any of the names that it had. */
export function shows(exchange: Exchange, made: MadeObject): boolean {
  return recordSeen(exchange, made) !== undefined;
}

/** The object as the answer shows it. */
export function recordSeen({ response }: Exchange, { entry }: MadeObject): Node | undefined {
  return recordOf(json(response), entry);
}

/** Where the owner sees the object and the stranger does not. */
export interface OwnersView {
  readonly request: RequestSpec;
  readonly control: Control;
}

export async function ownersAlone(
  { made, owner, acts }: Pick<OwnersObject, 'made' | 'owner' | 'acts'>,
  stranger: HttpClient,
): Promise<OwnersView | undefined> {
  if (!made.kept || made.isAccount) return undefined;
  const { surface, maker, kept } = made;
  // Whose room was booked sees the booking, and confirms it.
  if (made.mayBeShared && recordSeen(await stranger.send(kept.request), made)) return undefined;
  const list = surface.operations.find(({ method, path }) => method === 'GET' && path === maker.path);
  const [one, other] = [owner.identity.name, stranger.identity.name];
  let view: OwnersView | undefined;
  for (const request of [...(list ? [requestOf(surface, list)] : []), kept.request]) {
    if (!recordSeen(await owner.send(request), made)) continue;
    const exchange = await stranger.send(request);
    // What the list shows to both is shared, whatever the single object says.
    if (exchange.response.status >= 500 || recordSeen(exchange, made)) return undefined;
    view = {
      request,
      control: { exchange, note: `here the object is returned to ${one} and not to ${other}` },
    };
    // The record alone tells what became of an object that was told to do something.
    if (!acts) return view;
  }
  return view;
}

/** Answers to a request that is wrong, or that the state of things does not allow, whoever sends it. */
const REFUSED_AS_WRITTEN: ReadonlySet<number> = new Set([400, 405, 409, 415, 422]);

/** What an accepted write proves, once the owner has looked again. */
export async function proofOf(
  { operation, owner, removes, changed }: OwnersObject,
  { request, control }: OwnersView,
  exchange: Exchange,
  { surface }: ProbeContext,
): Promise<Verdict> {
  if (REFUSED_AS_WRITTEN.has(exchange.response.status))
    return untested('the request body of the write is not accepted');
  if (!accepts(exchange, surface)) return 'clean';
  const seen = await changed(request);
  if (!seen) return 'clean';
  const did = removes ? 'removed' : 'changed';
  const name = owner.identity.name;
  return {
    operation,
    confidence: 'confirmed',
    evidenceSummary: `${exchange.identity} ${did} an object that the scan created as ${name}.`,
    proof: [
      { exchange, note: `sent by ${exchange.identity}` },
      { exchange: seen.after, note: `read again as ${name}: ${seen.how}` },
    ],
    control,
  };
}
