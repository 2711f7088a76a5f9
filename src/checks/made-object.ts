import { accepts } from '../answers/answers.ts';
import type { Surface } from '../discovery/surface.ts';
import type { HttpClient } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { json } from '../http/exchange.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { freshName, recipeOf } from '../identities/register.ts';
import { claimed } from '../journal/claimed.ts';
import type { ObjectPlace, Recipe } from '../journal/entry.ts';
import type { Entry } from '../journal/journal.ts';
import { idsAround, listedBefore, newlyListed } from '../journal/known-by-id.ts';
import { locate, type OwnObject, type OwnPlace, type Shown } from '../journal/own-thing.ts';
import { placeOf, recipeFor } from '../journal/recipe.ts';
import { removeOwn } from '../journal/removal.ts';
import { addressAbove, boundTo, variablesIn } from '../making/bound.ts';
import { learnBody } from '../making/learn-body.ts';
import { once } from '../making/once.ts';
import { type MakeParent, MOST_ENTRIES, parentsFor } from '../making/parents.ts';
import { referencesFor, withoutThings } from '../making/references.ts';
import { spreadDates } from '../making/spread-dates.ts';
import type { Node } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { leadingNowhere } from '../places/body-slots.ts';
import { loginsAreLimited } from '../places/login-limit.ts';
import { makesAccount, makesHook } from '../places/object-makers.ts';
import { uploadsOf } from '../places/uploads.ts';
import { PASSWORD } from '../values/password-names.ts';
import { plainName } from '../values/plain-name.ts';
import { keepBody, learntBody, retagged } from './learnt-bodies.ts';
import { makeUpload } from './made-upload.ts';
import { marksOfAll, marksOfOthers } from './own-marks.ts';
import { whereItIsNow } from './renamed-object.ts';
import type { ProbeContext } from './rule.ts';
import { taggedBody } from './tagged-body.ts';

/** An object that the scan made itself, known again by a tag that nobody else has. */
export interface MadeObject {
  readonly tag: string;
  readonly entry: Entry;
  readonly recipe: Recipe;
  readonly created: Exchange;
  /** Addresses at which the tag was read back: nothing may be written anywhere else. */
  readonly places: readonly OwnPlace[];
  /** It was given a password, and can log in. */
  readonly isAccount: boolean;
  /** The object as the service gives it back. */
  readonly kept?: Shown;
  /** With the object's parents in the paths below them; the service's own where it has none. */
  readonly surface: Surface;
  /** The operation that made it, in that surface. */
  readonly maker: Operation;
  /** Identifiers of its parents, in the order of the path. */
  readonly parents: readonly string[];
  /** Who is shown it: whoever made it, where he is. */
  readonly owner: HttpClient;
  /** True where it names something that may be another user's of this scan, who may then have a part in it. */
  readonly mayBeShared: boolean;
  /** What it stands right below, where the scan made that too. */
  readonly parent?: MadeObject;
}

/**
 * Makes an object with a body that the service takes, and these further members, and looks for it. What a refusal asks
 * for is learnt, but for the further members: whoever adds some wants to know whether they are taken. What it stands
 * below, or has to name, is made first. Undefined: refused.
 */
export function makeObject(
  context: ProbeContext,
  operation: Operation,
  further: Further,
  others: Others = {},
): Promise<MadeObject | undefined> {
  return makeBelow(context, operation, { further, ...others }, []);
}

/** Members beside the usual ones, or the usual body with them in it, wherever they stand. */
export type Further = Readonly<Record<string, unknown>> | ((body: Node) => Node);

/** Where what is made may become another user's, or is asked for in another way. */
export interface Others {
  /** Identifiers of another user of the scan, or of what is his, in the further members. */
  readonly names?: readonly string[];
  /** Who may see what was made, where its maker does not. */
  readonly readers?: readonly HttpClient[];
  /** Headers beside the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Longer chains are seldom, and each of their parts may stay. */
const DEEPEST = 3;

/** The object that all rules share, of this maker and this user: it stays until the end of the scan. */
export async function sharedObject(
  context: ProbeContext,
  maker: Operation,
  chain: readonly Operation[] = [],
): Promise<MadeObject | undefined> {
  const key = `${maker.id} ${context.http.identity.name}`;
  const made = await once(context.journal, key, () => makeBelow(context, maker, { further: {} }, chain));
  return made && whereItIsNow(made);
}

async function makeBelow(
  context: ProbeContext,
  described: Operation,
  wanted: Others & { readonly further: Further; readonly nth?: number },
  chain: readonly Operation[],
): Promise<MadeObject | undefined> {
  const { further, names = [], readers = [], headers = {}, nth = 0 } = wanted;
  const { http, journal } = context;
  const upload = uploadsOf(context.surface).find(({ operation }) => operation === described);
  if (upload) return makeUpload(context, upload, typeof further === 'function' ? {} : further);
  const below = [...chain, described];
  const make = async (maker: Operation) =>
    below.includes(maker) || below.length >= DEEPEST ? undefined : sharedObject(context, maker, below);
  let parent: MadeObject | undefined;
  const makeParent: MakeParent = async (maker) => {
    parent = await make(maker);
    return parent && pathTo(parent, context.surface, described);
  };
  const parents = await parentsFor(context, described, makeParent, nth);
  if (!parents) return undefined;
  const { surface, operation } = boundTo(context.surface, described, parents);
  const { spec = WITHOUT_SPEC } = surface;
  const madeHere = journal.open().filter(({ intent }) => intent.what.endsWith(`made by ${operation.id}`));
  const staying = madeHere.filter(({ intent, state }) => intent.account !== undefined || state === 'left');
  const isOfAccounts = makesAccount(operation, surface.spec);
  const most = isOfAccounts ? (loginsAreLimited(surface) ? 0 : MOST_ACCOUNTS) : MOST_STAYING;
  const ofHis = staying.filter(({ intent }) => intent.by === http.identity.name);
  if (staying.length >= most || (!isOfAccounts && ofHis.length >= MOST_OF_ONE)) return undefined;
  const tag = freshName();
  const known = learntBody(described);
  const ownOf = async (maker: Operation) => {
    const made = await make(maker);
    return made?.places.find((place): place is OwnObject => 'id' in place)?.id;
  };
  const refers = await referencesFor(context, described, {
    make: ownOf,
    users: await once(journal, 'users of the scan', () => marksOfAll(context)),
    recipients: await marksOfOthers(context),
    nth: Math.max(nth, known?.nth ?? 0),
  });
  const references = [...names, ...(known?.given ?? [])];
  const isHook = makesHook(described, context.surface);
  const sample = taggedBody(operation, spec, tag);
  const plain = known
    ? retagged(known, tag)
    : withoutThings(isHook ? (leadingNowhere(sample) as Node) : sample, surface);
  const undated = { ...plain, ...refers.members };
  const usual = spreadDates(undated, tag, known?.window);
  const isPlain = typeof further !== 'function' && Object.keys(further).length === 0;
  const seers = [http, ...readers];
  const before =
    !known || known.byId
      ? await Promise.all(seers.map((one) => listedBefore(one, recipeFor(operation, surface))))
      : [];
  const send = async (body: Node) => {
    const password = Object.entries(body ?? {}).find(([name]) => PASSWORD.test(name))?.[1];
    const account = typeof password === 'string' ? { user: tag, password } : undefined;
    const recipe = account
      ? recipeOf(operation, { ...account, ids: {} }, surface)
      : recipeFor(operation, surface);
    const what = `${tag}, made by ${operation.id}`;
    // Of further members nobody knows whether they are kept.
    const ordinary = Object.entries(body ?? {}).filter(([name]) => !(name in further));
    const isTagged = JSON.stringify(ordinary).includes(tag) && !known?.byId;
    const untagged = isTagged ? {} : { untagged: true as const };
    const facts = { kind: 'make', what, tag, recipe, ...untagged, ...(account ? { account } : {}) } as const;
    const { entry, answer } = await journal.write(
      http,
      { ...facts, references: [...references, ...refers.given] },
      requestFor(operation, surface.spec, {
        overrides: { body: operation.bodies.length > 0 ? body : undefined, header: headers },
      }),
    );
    // A failure of the service's own may have come after the object was made.
    const isRefused = !(answer instanceof Error) && !accepts(answer, surface) && answer.response.status < 500;
    if (isRefused) await journal.settle(entry, 'nothing');
    return { entry, answer, recipe, account };
  };
  const { body, result } =
    isPlain && !known
      ? await learnBody(usual, send, {
          tag,
          fixed: isHook ? addressesIn(usual) : FIXED,
          reference: refers.reference,
        })
      : {
          body: usual,
          result: await send(typeof further === 'function' ? further(usual) : { ...usual, ...further }),
        };
  const { entry, answer, recipe, account } = result;
  const status = answer instanceof Error ? 0 : answer.response.status;
  // Another entry, or another day.
  const canDiffer = (parents.length > 0 && !parent) || usual !== undated || refers.hasOthers;
  const isFirst = isPlain && !known;
  const isTaken = status === 409 || (isFirst && refers.hasOthers && [400, 403, 404, 422].includes(status));
  if (isTaken && canDiffer && nth + 1 < MOST_ENTRIES)
    return makeBelow(context, described, { ...wanted, nth: nth + 1 }, chain);
  if (answer instanceof Error || !accepts(answer, surface)) return undefined;
  const claims = claimed(answer, tag, recipe);
  await journal.settle(entry, 'made', { candidates: claims });
  const given = new Set([...claims, ...idsAround(json(answer.response))]);
  let isById = false;
  let [owner, found] = [http, await locate(http, entry, recipe)];
  for (const [at, seer] of seers.entries()) {
    if (found.places.length > 0 || isById) break;
    const byId = await newlyListed(seer, before[at] ?? [], given);
    if (byId) await journal.settle(entry, 'made', { known: byId });
    isById ||= byId !== undefined;
    const seen = byId || seer !== http ? await locate(seer, entry, recipe) : found;
    // Whoever is not shown it cannot say later whether it is gone.
    if (byId || seen.places.length > 0) [owner, found] = [seer, seen];
  }
  // Not before it is known whether the tag is seen again: others who make such things ask.
  if (isPlain && (!known || isById))
    keepBody(described, usual, {
      ...{ tag, body, nth, byId: isById },
      ...{ given: refers.given, mayBeShared: refers.mayBeOfUsers() },
    });
  const { places, shown } = found;
  await journal.settle(entry, 'made', {
    proven: places.flatMap((place) => ('id' in place ? [place.id] : [])),
  });
  const isAccount = account !== undefined;
  const facts = {
    ...{ surface, maker: operation, parents, owner },
    mayBeShared: refers.mayBeOfUsers() || (known?.mayBeShared ?? false),
    ...(parent ? { parent } : {}),
    ...(shown ? { kept: shown } : {}),
  };
  return { tag, entry, recipe, created: answer, places, isAccount, ...facts };
}

/** Accounts go at the end of a scan: no more than these are made of one kind. */
const MOST_ACCOUNTS = 6;

/** What was to be removed and could not be: what rules compare, of one user, and of all of them together. */
const MOST_OF_ONE = 4;
const MOST_STAYING = 8;

/** Names by which an object is known again. */
const FIXED: ReadonlySet<string> = new Set(['username', 'email']);

/** Nothing is learnt of addresses: what is asked for may be somebody’s. */
function addressesIn(body: Node): ReadonlySet<string> {
  const names = Object.entries(body).filter(([, held]) => typeof held === 'string' && /^https?:/.test(held));
  return new Set([...FIXED, ...names.map(([name]) => plainName(name))]);
}

/** Removes what was made, where the document says how; what stays is left to the end of the scan. */
export async function removeObject(
  { http, journal }: Pick<ProbeContext, 'http' | 'journal'>,
  { entry, isAccount }: Pick<MadeObject, 'entry' | 'isAccount'>,
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

/** Identifiers that lead to what this operation does below the object, in the order of its path. */
export function pathTo(made: MadeObject, { operations }: Surface, below: Operation): string[] | undefined {
  const bound = made.surface.operations[operations.indexOf(below)];
  const place = bound && placeIn(made, placeOf(bound, made.surface));
  // What has an address of its own is not addressed below its parents.
  const count = variablesIn(addressAbove(below.path)).length;
  return place && [...made.parents.slice(0, count - 1), place.id];
}

/** Where an operation addresses this object and nothing else, proven by reading its tag there. */
export function placeIn({ places }: MadeObject, at: ObjectPlace | undefined): OwnObject | undefined {
  return places.filter((place) => 'id' in place).find((place) => place.at.url === at?.url);
}
