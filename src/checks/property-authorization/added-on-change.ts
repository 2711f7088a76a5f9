import { succeeded } from '../../http/exchange.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import { ownBody } from '../../journal/own-body.ts';
import { readBack, writeToOwn } from '../../journal/own-thing.ts';
import { placeOf } from '../../journal/recipe.ts';
import { inTurn as inTurnWith } from '../../making/once.ts';
import { unchangedBody } from '../../making/unchanged-body.ts';
import type { Node } from '../../openapi/node.ts';
import { requestFor } from '../../openapi/samples.ts';
import type { KeptWrite } from '../../places/kept-writes.ts';
import { makesAccount } from '../../places/object-makers.ts';
import { showing } from '../disclosure.ts';
import { type MadeObject, makeObject, placeIn, removeObject, sharedObject } from '../made-object.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';
import { rated } from './added-on-making.ts';
import { otherStates } from './other-states.ts';
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
  const { maker, stays } = write;
  if (makesAccount(maker, context.surface.spec)) return untested('the operation creates an account');
  const made = await (stays ? sharedObject(context, maker) : makeObject(context, maker, {}));
  if (!made) return untested('no object could be made');
  return inTurnWith(context.journal, `object ${made.entry.number}`, async () => {
    try {
      return await changed(write, made, context);
    } finally {
      if (!stays) await removeObject(context, made);
    }
  });
}

async function changed(write: KeptWrite, made: MadeObject, context: ProbeContext): Promise<Verdict> {
  const { http, journal } = context;
  const { surface, kept, entry, recipe } = made;
  const { spec } = surface;
  const operation = surface.operations[context.surface.operations.indexOf(write.operation)];
  const place = operation && placeIn(made, placeOf(operation, surface));
  if (!place || !kept) return untested('the created object could not be read at its URL');
  const before = await readBack(http, place, entry, recipe);
  if (!before) return untested('the object was not read before the change');
  const present = unchangedBody(operation, spec, [before.record]) ?? {};
  const usual = ownBody(present, { tag: made.tag, ids: { id: place.id } }) as Node;
  const shown = { record: before.record, others: await recordsOfKind(made) };
  const members = membersToTry(write, context.surface, usual, shown);
  const send = async (body: Node) => {
    const path = { [place.at.field]: place.id };
    const request = requestFor(operation, spec, { overrides: { path, body } });
    const answer = await writeToOwn(journal, { entry, recipe, place, reader: http, writer: http, request });
    if (answer instanceof TransportFailure) throw answer;
    return answer;
  };
  const sets = members.length === 0 ? [] : inTurn(members);
  const first = new Set(sets);
  // Grows by what refusals tell.
  for (const set of sets) {
    const answer = await send(withMembers(usual, set));
    if (!answer) return untested('the object was not read before the change');
    if (!succeeded(answer)) {
      if (first.has(set)) sets.push(...otherStates(set, answer));
      continue;
    }
    const after = await readBack(http, place, entry, recipe);
    const accepted = after ? keptOf(set, after.record, before.record) : [];
    if (!after || accepted.length === 0) {
      if (set.length === members.length) return 'clean';
      continue;
    }
    // Other rules look at it too.
    if (write.stays)
      await send(
        withMembers(
          usual,
          accepted.map((one) => ({ ...one, value: one.held })),
        ),
      );
    return {
      operation: write.operation,
      ...rated(accepted),
      evidenceSummary: `${written(accepted)} was accepted and stored.`,
      proof: [
        {
          exchange: showing(answer, []),
          note: 'an update with a property that ordinary requests do not contain',
        },
        { exchange: showing(after.exchange, []), note: 'the object, read afterwards, has the value' },
      ],
      control: { exchange: showing(before.exchange, []), note: 'before, it had a different value' },
    };
  }
  return withoutFinding(members);
}
