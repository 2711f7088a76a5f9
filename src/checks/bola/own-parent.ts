import type { Surface } from '../../discovery/surface.ts';
import type { HttpClient } from '../../http/client.ts';
import type { OwnObject } from '../../journal/own-thing.ts';
import { boundTo, sameTemplate, variablesIn } from '../../making/bound.ts';
import { inTurn } from '../../making/once.ts';
import type { Operation } from '../../openapi/operation.ts';
import { type ObjectWrite, parentAddress } from '../../places/foreign-writes.ts';
import { isRemovedAgain } from '../../places/object-makers.ts';
import { type MadeObject, makeObject, removeObject, sharedObject } from '../made-object.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';

/** An object of one user, made by the scan, and an operation below it. */
export interface OwnersParent {
  readonly made: MadeObject;
  readonly place: OwnObject;
  /** The operation below the object, and all others below it. */
  readonly operation: Operation;
  readonly surface: Surface;
  readonly owner: HttpClient;
}

/** Makes the object that the operation is about something below of, for this alone where it can be removed again. */
export async function withOwnersParent(
  write: ObjectWrite,
  context: ProbeContext,
  owner: HttpClient,
  judge: (parent: OwnersParent) => Promise<Verdict>,
): Promise<Verdict> {
  const { operation, maker } = write;
  const asOwner = { ...context, http: owner };
  const isFresh = isRemovedAgain(maker, context.surface);
  const made = await (isFresh ? makeObject(asOwner, maker, {}) : sharedObject(asOwner, maker));
  if (!made) return untested('no object could be created');
  return inTurn(context.journal, `object ${made.entry.number}`, async () => {
    try {
      const parent = parentOf(made, operation, context.surface);
      if (!parent || !made.kept) return untested('the created object could not be read at its URL');
      return await judge({ ...parent, made, owner });
    } finally {
      if (isFresh) await removeObject(asOwner, made);
    }
  });
}

/** The operation with the object, and what that stands below, in its path. */
export function parentOf(
  made: MadeObject,
  operation: Operation,
  surface: Surface,
): Pick<OwnersParent, 'place' | 'operation' | 'surface'> | undefined {
  const address = parentAddress(operation);
  if (address === undefined) return undefined;
  // What has an address of its own is not addressed below its parents.
  const above = made.parents.slice(0, variablesIn(address).length - 1);
  const first = boundTo(surface, operation, above).operation;
  const url = `${first.server}${parentAddress(first) ?? ''}`;
  const place = made.places.find(
    (one): one is OwnObject => 'id' in one && sameTemplate(one.at.url.replace(/[?#].*$/s, ''), url),
  );
  if (!place) return undefined;
  const bound = boundTo(surface, operation, [...above, place.id]);
  return { place, operation: bound.operation, surface: bound.surface };
}
