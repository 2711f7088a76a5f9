import { variablesIn } from '../making/bound.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import { sampleFor } from '../openapi/sample-value.ts';
import { makesAccount, objectMakers, parentMakers } from './object-makers.ts';
import type { PlaceKind } from './place.ts';

type Path = readonly (string | number)[];

/** An operation that makes something of which there are several: an order of three lamps, a booking for two. */
export interface CountedMaker {
  readonly operation: Operation;
  /** Where its body says how many. */
  readonly counts: readonly Path[];
  /** True for what is made below a thing of another: seats of his ride, places in his class. */
  readonly isBelow: boolean;
}

const HOW_MANY =
  /^(?:qty|quantity|how_?many|(?:number|no|num)_?of_?\w{1,20}|(?:seat|ticket|item|guest|night|unit|piece|person|adult|room|place|day|hour|participant|pax|cop(?:y|ie))s?(?:_?(?:count|quantity))?|count|amount_?of_?\w{1,20})$/i;
/** Where less than nothing is meant: something goes out of a store, or is taken back. */
const GOES_BOTH_WAYS =
  /stock|inventor|movement|adjust|ledger|journal|transaction|return|refund|credit|measure|reading|metric|score|vote|balance|entr(?:y|ies)/i;
const DEEPEST = 4;

export const countedMakers: PlaceKind<CountedMaker> = {
  one: 'operation that makes something of a quantity',
  many: 'operations that make something of a quantity',
  async find(known) {
    const { spec } = known.surface;
    const below = parentMakers(known.surface).filter(({ path }) => variablesIn(path).length === 1);
    return [...(await objectMakers.find(known)), ...below].flatMap((operation): CountedMaker[] => {
      if (GOES_BOTH_WAYS.test(operation.path) || makesAccount(operation, spec)) return [];
      const content = jsonContent(operation);
      const { value } = sampleFor(spec, content?.schema, { example: content?.example });
      const counts = countsIn(value, []);
      return counts.length > 0 ? [{ operation, counts, isBelow: below.includes(operation) }] : [];
    });
  },
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

function countsIn(value: unknown, path: Path): Path[] {
  if (path.length > DEEPEST) return [];
  // Items of a list are alike.
  if (Array.isArray(value)) return countsIn(value[0], [...path, 0]);
  if (!isNode(value)) return [];
  return Object.entries(value).flatMap(([name, held]) => {
    if (typeof held === 'number') return HOW_MANY.test(name) ? [[...path, name]] : [];
    return countsIn(held, [...path, name]);
  });
}
