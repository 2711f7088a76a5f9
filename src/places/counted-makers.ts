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
  /** Where it says amounts that a price may be made of: an insured value, a tip. */
  readonly amounts: readonly Path[];
  /** True for what is made below a thing of another: seats of his ride, places in his class. */
  readonly isBelow: boolean;
}

const HOW_MANY =
  /^(?:qty|quantity|how_?many|(?:number|no|num)_?of_?\w{1,20}|(?:seat|ticket|item|guest|night|unit|piece|person|adult|room|place|day|hour|participant|pax|cop(?:y|ie))s?(?:_?(?:count|quantity))?|count|amount_?of_?\w{1,20})$/i;
const AMOUNT =
  /(?:cents|minor|pence|amount|value|fee|surcharge|premium|bonus)$|^(?:tip|deposit|donation|discount|extra|insur|cover|declared)/i;
/** Where less than nothing is meant: something goes out of a store, or is taken back. */
const GOES_BOTH_WAYS =
  /stock|inventor|movement|adjust|ledger|journal|transaction|return|refund|credit|measure|reading|metric|score|vote|balance|entr(?:y|ies)/i;
/** Where whoever writes says what others owe, or lists what was spent: credit notes are below zero. */
const IS_BILLED = /invoice|bill|expense|payment|budget|claim|quote|estimate|offer|listing|product/i;
const DEEPEST = 4;

export const countedMakers: PlaceKind<CountedMaker> = {
  one: 'operation that makes something of a quantity',
  many: 'operations that make something of a quantity',
  async find(known) {
    const { spec } = known.surface;
    const removable = await objectMakers.find(known);
    const parents = parentMakers(known.surface);
    const below = parents.filter(({ path }) => variablesIn(path).length === 1);
    const staying = parents.filter((one) => variablesIn(one.path).length === 0 && !removable.includes(one));
    return [...removable, ...staying, ...below].flatMap((operation): CountedMaker[] => {
      if (GOES_BOTH_WAYS.test(operation.path) || makesAccount(operation, spec)) return [];
      const content = jsonContent(operation);
      const { value } = sampleFor(spec, content?.schema, { example: content?.example });
      const isBelow = below.includes(operation);
      // What stays is made for an amount alone, once.
      const counts = staying.includes(operation) ? [] : numbersIn(value, HOW_MANY, []);
      const amounts = isBelow || IS_BILLED.test(operation.path) ? [] : numbersIn(value, AMOUNT, []);
      return counts.length + amounts.length > 0 ? [{ operation, counts, amounts, isBelow }] : [];
    });
  },
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

function numbersIn(value: unknown, called: RegExp, path: Path): Path[] {
  if (path.length > DEEPEST) return [];
  // Items of a list are alike.
  if (Array.isArray(value)) return numbersIn(value[0], called, [...path, 0]);
  if (!isNode(value)) return [];
  return Object.entries(value).flatMap(([name, held]) => {
    if (typeof held === 'number') return called.test(name) ? [[...path, name]] : [];
    return numbersIn(held, called, [...path, name]);
  });
}
