import { accepts } from '../answers/answers.ts';
import { type Exchange, textStart } from '../http/exchange.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { writeToOwn } from '../journal/own-thing.ts';
import { placeOf } from '../journal/recipe.ts';
import { learnBody } from '../making/learn-body.ts';
import { once } from '../making/once.ts';
import { referencesFor } from '../making/references.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { makerOfObjectAbove } from '../places/object-makers.ts';
import { type MadeObject, placeIn } from './made-object.ts';
import { marksOfAll } from './own-marks.ts';
import type { ProbeContext } from './rule.ts';
import { taggedBody } from './tagged-body.ts';

/** Another state is wanted first (RFC 9110 section 15.5.10). */
export const CONFLICT = 409;
/** Nothing is left to be done with what these end. */
const ENDS = /cancel|delete|remove|withdraw|close|void|archive|expire|terminate|abort|refund/i;
/** Writes that may change the state of one thing; each of them is one request or few. */
const MOST_STEPS = 4;

/**
 * Has the service's own functions change the state of a thing of the scan's own, as its owner, while the operation is
 * refused for that state: a parcel is collected once it is at a depot.
 */
export async function broughtTo(
  made: MadeObject,
  operation: Operation,
  context: ProbeContext,
  ask: () => Promise<Exchange | TransportFailure>,
): Promise<void> {
  let steps = 0;
  let answer = await ask();
  const functions = context.surface.operations.filter(
    (one) =>
      one !== operation &&
      !ENDS.test(one.path.split('/').at(-1) ?? '') &&
      makerOfObjectAbove(one, context.surface)?.id === made.maker.id,
  );
  for (const step of functions) {
    for (const state of statesIn(step, context, textOf(answer))) {
      if (answer instanceof Error || answer.response.status !== CONFLICT || steps >= MOST_STEPS) return;
      steps += 1;
      if (!(await isDone(made, step, state, context))) break;
      answer = await ask();
    }
  }
}

const textOf = (answer: Exchange | TransportFailure) =>
  answer instanceof Error ? '' : textStart(answer.response, 1_000);

/** Members with the values that the document names for them, first what a refusal speaks of; none where it names none. */
function statesIn(step: Operation, { surface }: ProbeContext, said: string): Node[] {
  const schema = jsonContent(step)?.schema;
  const words = new Set(wordsOf(said));
  const named = Object.entries(propertiesOf(schema, surface.spec)).flatMap(([name, written]) => {
    const property = (surface.spec ?? WITHOUT_SPEC).resolve(written);
    const values = isNode(property) ? valuesOf(property) : [];
    return values.map((value) => ({ name, value }));
  });
  const likeness = (value: string) => wordsOf(value).filter((word) => words.has(word)).length;
  const sorted = named.toSorted((one, other) => likeness(other.value) - likeness(one.value));
  return sorted.length === 0 ? [{}] : sorted.map(({ name, value }) => ({ [name]: value }));
}

function valuesOf({ enum: listed, pattern }: Node): string[] {
  if (Array.isArray(listed)) return listed.filter((value): value is string => typeof value === 'string');
  const alternatives = /^\^?\(?(?:\?:)?([A-Za-z_-]{2,30}(?:\|[A-Za-z_-]{2,30}){1,19})\)?\$?$/.exec(
    String(pattern),
  );
  return alternatives?.[1]?.split('|') ?? [];
}

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 1);

async function isDone(
  made: MadeObject,
  step: Operation,
  state: Node,
  context: ProbeContext,
): Promise<boolean> {
  const { surface, journal } = context;
  const bound = made.surface.operations[surface.operations.indexOf(step)];
  const place = bound && placeIn(made, placeOf(bound, made.surface));
  if (!bound || !place) return false;
  const { entry, recipe, owner, tag } = made;
  const { spec } = made.surface;
  const refers = await referencesFor({ ...context, http: owner }, step, {
    make: async () => undefined,
    users: await once(journal, 'users of the scan', () => marksOfAll(context)),
  });
  const write = async (body: Node | undefined) => {
    const request = requestFor(bound, spec, { overrides: { path: { [place.at.field]: place.id }, body } });
    const facts = { entry, recipe, place, reader: owner, writer: owner, request, references: refers.given };
    return { answer: (await writeToOwn(journal, facts)) ?? NOT_READ_BACK };
  };
  const usual = taggedBody(bound, spec ?? WITHOUT_SPEC, tag, { id: place.id });
  const { answer } =
    step.bodies.length === 0
      ? await write(undefined)
      : (
          await learnBody({ ...usual, ...refers.members, ...state }, write, {
            tag,
            reference: refers.reference,
          })
        ).result;
  return !(answer instanceof Error) && accepts(answer, surface);
}

const NOT_READ_BACK = new TransportFailure('unsafe-method', 'The object was not read before the write.');
