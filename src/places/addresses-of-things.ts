import { type MadeObject, placeIn, sharedObject } from '../checks/made-object.ts';
import { isRisky } from '../discovery/risky-path.ts';
import { createTurns } from '../http/in-turn.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { isIdentifier } from '../journal/own-body.ts';
import { writeToOwn } from '../journal/own-thing.ts';
import { placeOf } from '../journal/recipe.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import { sampleFor } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { membersIn } from './body-members.ts';
import { leadingNowhere, slotsOf, type WritableBody } from './body-slots.ts';
import { ADDRESS } from './made-bodies.ts';
import { makerOfObjectAbove } from './object-makers.ts';
import type { ParameterSlot } from './parameters.ts';
import type { Known } from './place.ts';
import { writingClient } from './writing-client.ts';

/** Stands for the identifier of the object, which is not made yet. */
const ID = 'mb0own0thing0mb';

/** Addresses that one object of the scan's own is given in a function below it: `POST /events/{id}/cover {"imageUrl"}`. */
export function addressesOfThings(known: Known): ParameterSlot[] {
  return known.surface.operations.flatMap((operation) => {
    const maker = isRisky(operation.path) ? undefined : makerOfObjectAbove(operation, known.surface);
    const body = maker && bodyFor(known, operation, maker);
    return body ? slotsOf(body) : [];
  });
}

function bodyFor(known: Known, operation: Operation, maker: Operation): WritableBody | undefined {
  const { surface, http, journal } = known;
  const { spec } = surface;
  const content = jsonContent(operation);
  const ordinary = leadingNowhere(sampleFor(spec, content?.schema, { example: content?.example }).value);
  const all = membersIn(ordinary, content?.schema, spec);
  const members = all.filter(({ path }) => ADDRESS.test(String(path.at(-1))));
  const namesOthers = all.some(({ path }) => path.some((key) => isIdentifier(String(key))));
  if (!content || !isNode(ordinary) || members.length === 0 || namesOthers) return undefined;
  const place = placeOf(operation, surface);
  const inTurn = createTurns();
  let making: Promise<MadeObject | undefined> | undefined;
  return {
    operation,
    effect: 'changes',
    ordinary,
    members,
    request: (body) =>
      requestFor(operation, spec, { overrides: { path: place ? { [place.field]: ID } : {}, body } }),
    client: writingClient(http, (asked) =>
      inTurn(operation.id, async () => {
        making ??= sharedObject({ ...known, deaths: () => [] }, maker);
        const made = await making;
        const at = made && placeIn(made, place);
        if (!made || !at) throw unsent(`no object could be made with ${maker.id} and read back`);
        const request = { ...asked, url: asked.url.replace(ID, encodeURIComponent(at.id)) };
        const { entry, recipe, owner } = made;
        const facts = { entry, recipe, place: at, reader: owner, writer: owner };
        const answer = await writeToOwn(journal, { ...facts, request });
        if (!answer) throw unsent('the object was not read back');
        return answer;
      }),
    ),
  };
}

const unsent = (why: string) => new TransportFailure('unsafe-method', why);
