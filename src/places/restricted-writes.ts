import { dependsOnObject, isAdministrative } from '../discovery/administration.ts';
import { readsOwnRecord } from '../discovery/own-record.ts';
import { isRisky } from '../discovery/risky-path.ts';
import type { Surface } from '../discovery/surface.ts';
import { isAnonymous } from '../identities/identity.ts';
import { isSafe, type Operation } from '../openapi/operation.ts';
import { keptByAdministrators } from './kept-by-administrators.ts';
import {
  actsOnObject,
  makerOfObjectAbove,
  makesAccount,
  makesThing,
  objectMakers,
  objectWriters,
} from './object-makers.ts';
import type { Known, PlaceKind } from './place.ts';

/** A write that is not for every user, by what the service or its document says. */
export interface RestrictedWrite {
  readonly operation: Operation;
  /** What reads the thing at the same address. */
  readonly reader?: Operation;
  /**
   * How it is tried: by making a thing, which the scan can remove again; with what stands there already; with what does
   * not exist, or without what its body must have; on a thing of the user's own.
   */
  readonly by: 'making' | 'unchanging' | 'looking' | 'idle' | 'acting';
  /** What makes such things, where the user's own is acted on. */
  readonly maker?: Operation;
  /** Why it is not for every user: the words of the document or the path; left out where only the service shows it. */
  readonly because?: string;
  /** True where the document itself says who may make such a thing, which would stay: it is made once, after all else. */
  readonly mayStay?: true;
}

/** Kinds of what a service tells everybody. */
const OFFICIAL =
  /(?:^|\/)(?:notices?|announcements?|bulletins?|broadcasts?|banners?|holidays|tariffs|price-?lists?|faqs?)\/?$/i;
const SECRET = /passw|pass_?phrase|pwd|token|secret|reset/i;

/** Writes for whoever runs the service, and those whose read is refused to a user of the scan. */
export const restrictedWrites: PlaceKind<RestrictedWrite> = {
  one: 'write that is not for every user',
  many: 'writes that are not for every user',
  find: async (known) => {
    const makers = new Set(await objectMakers.find(known));
    const acts = (await objectWriters.find(known)).filter(({ operation }) => actsOnObject(operation));
    const makerOfActedOn = new Map(acts.map(({ operation, maker }) => [operation, maker]));
    return known.surface.operations.flatMap((operation) => {
      const actedOn =
        makerOfActedOn.get(operation) ??
        (refusedGroup(operation, known) ? makerOfObjectAbove(operation, known.surface) : undefined);
      return restricted(operation, makers.has(operation), known, actedOn);
    });
  },
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

function canBeUnchanged({ method, path, bodies }: Operation): boolean {
  return (
    ['PUT', 'PATCH'].includes(method) &&
    !isRisky(path) &&
    !SECRET.test(path) &&
    !readsOwnRecord(path) &&
    (bodies.length === 0 || bodies.some(({ mediaType }) => /json/.test(mediaType)))
  );
}

/** To grant what somebody else asked for: nobody does that for himself. */
const GRANTS =
  /\/(?:mark-?as-?)?(?:approv(?:e|al)|authori[sz]e|certify|endorse|underwrite|sign-?off|countersign)d?\/?$/i;

function restricted(
  operation: Operation,
  makes: boolean,
  known: Known,
  actedOn: Operation | undefined,
): RestrictedWrite[] {
  const { surface, record } = known;
  if (isSafe(operation.method)) return [];
  const reader = readerOf(operation, surface);
  const place = { operation, ...(reader ? { reader } : {}) };
  const isUnchanging = canBeUnchanged(operation);
  const keeper = isUnchanging && reader ? keptByAdministrators(operation, surface) : undefined;
  const because =
    saidOf(operation) ??
    refusedGroup(operation, known) ??
    (keeper && `such things are made, and priced, by administrators: ${keeper.id}`);
  if (actedOn && (because !== undefined || GRANTS.test(operation.path)))
    return [{ ...place, maker: actedOn, by: 'acting', ...(because === undefined ? {} : { because }) }];
  if (because !== undefined) {
    const by = makes ? 'making' : isUnchanging ? 'unchanging' : 'idle';
    const mayStay = by === 'idle' && operation.audience !== undefined && makesQuietly(operation, surface);
    return [{ ...place, because, by, ...(mayStay ? { mayStay } : {}) }];
  }
  const isRefused =
    isUnchanging &&
    reader !== undefined &&
    surface.identities.some((identity) => record.heard(reader, identity)?.status === 'forbidden');
  if (makes) return OFFICIAL.test(operation.path) ? [{ ...place, by: 'making' }] : [];
  return isRefused ? [{ ...place, by: 'looking' }] : [];
}

/** Makes a thing that reaches nobody: what is announced to all would be read before it is gone. */
function makesQuietly(operation: Operation, surface: Surface): boolean {
  const { path } = operation;
  return (
    !path.includes('{') &&
    makesThing(operation, surface) &&
    !OFFICIAL.test(path) &&
    !makesAccount(operation, surface.spec)
  );
}

/** What the document or the path says; nothing where it depends on the one thing who may. */
function saidOf(operation: Operation): string | undefined {
  const { audience, path } = operation;
  if (dependsOnObject(operation)) return undefined;
  if (audience && (audience.isPlain || !names(path, audience.who)))
    return `the document says “${audience.words}”`;
  return isAdministrative(operation) ? `it is administrative by its name: ${operation.path}` : undefined;
}

/** Fewer may be refused for reasons of their own. */
const REFUSED_READS = 2;

/** The group in which the document lists it, where every read of that group is refused to a user of this scan. */
function refusedGroup(operation: Operation, { surface, record }: Known): string | undefined {
  for (const tag of operation.tags) {
    const reads = surface.operations.filter(({ method, tags }) => method === 'GET' && tags.includes(tag));
    for (const identity of surface.identities.filter((one) => !isAnonymous(one))) {
      const heard = reads.map((read) => record.heard(read, identity)?.status);
      const isRefused = heard.every((status) => status === 'forbidden' || status === undefined);
      if (isRefused && heard.filter((status) => status === 'forbidden').length >= REFUSED_READS)
        return `the document lists it under “${tag}”, of which every read is refused to ${identity.name}`;
    }
  }
  return undefined;
}

/** `Staff: list all` of `/staff` names what is listed. */
function names(path: string, who: string): boolean {
  const last = who.toLowerCase().split(' ').at(-1) ?? '';
  return path.toLowerCase().includes(last.replace(/s$/, ''));
}

function readerOf({ server, path }: Operation, { operations }: Surface): Operation | undefined {
  const bare = path.replace(/\/$/, '');
  return operations.find(
    (other) => other.method === 'GET' && other.server === server && other.path.replace(/\/$/, '') === bare,
  );
}
