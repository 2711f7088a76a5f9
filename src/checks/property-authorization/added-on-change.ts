import { succeeded } from '../../http/exchange.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import { ownBody } from '../../journal/own-body.ts';
import { readBack, writeToOwn } from '../../journal/own-thing.ts';
import { placeOf } from '../../journal/recipe.ts';
import { unchangedBody } from '../../making/unchanged-body.ts';
import type { Node } from '../../openapi/node.ts';
import { requestFor } from '../../openapi/samples.ts';
import type { KeptWrite } from '../../places/kept-writes.ts';
import { makesAccount } from '../../places/object-makers.ts';
import { showing } from '../disclosure.ts';
import { makeObject, placeIn, removeObject } from '../made-object.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';
import { rated } from './added-on-making.ts';
import {
  inTurn,
  keptOf,
  membersToTry,
  recordsOfKind,
  withMembers,
  withoutFinding,
  written,
} from './tried-members.ts';

/** Makes an object, and changes it by a body with members that only the service should set. */
export async function addedOnChange(write: KeptWrite, context: ProbeContext): Promise<Verdict> {
  const { operation, maker } = write;
  const { surface, http, journal } = context;
  const { spec } = surface;
  if (makesAccount(maker, spec)) return untested('what the scan could make there is an account');
  const made = await makeObject(context, maker, {});
  if (!made) return untested('no object could be made');
  try {
    const { kept, entry, recipe } = made;
    const place = placeIn(made, placeOf(operation, surface));
    if (!place || !kept) return untested('the object that was made was not read back at its address');
    const before = await readBack(http, place, entry, recipe);
    if (!before) return untested('the object was not read back before the change');
    const present = unchangedBody(operation, spec, [before.record]) ?? {};
    const usual = ownBody(present, { tag: made.tag, ids: { id: place.id } }) as Node;
    const others = await recordsOfKind(maker, surface, http);
    const members = membersToTry(write, surface, usual, { record: before.record, others });
    for (const set of members.length === 0 ? [] : inTurn(members)) {
      const body = withMembers(usual, set);
      const request = requestFor(operation, spec, {
        overrides: { path: { [place.at.field]: place.id }, body },
      });
      const changed = await writeToOwn(journal, {
        entry,
        recipe,
        place,
        reader: http,
        writer: http,
        request,
      });
      if (!changed) return untested('the object was not read back before the change');
      if (changed instanceof TransportFailure) throw changed;
      if (!succeeded(changed)) continue;
      const after = await readBack(http, place, entry, recipe);
      const accepted = after ? keptOf(set, after.record, before.record) : [];
      if (!after || accepted.length === 0) {
        if (set.length === members.length) return 'clean';
        continue;
      }
      return {
        operation,
        ...rated(accepted),
        saw: `${written(accepted)} was accepted and kept.`,
        proof: [
          { exchange: showing(changed, []), note: 'an update sets what no ordinary request does' },
          { exchange: showing(after.exchange, []), note: 'the object, read back, has it' },
        ],
        control: { exchange: showing(before.exchange, []), note: 'before, it had another value' },
      };
    }
    return withoutFinding(members);
  } finally {
    await removeObject(context, made);
  }
}
