import { isNode } from '../../openapi/node.ts';
import type { CountedMaker } from '../../places/counted-makers.ts';
import { plainName } from '../../values/plain-name.ts';

type Path = CountedMaker['counts'][number];

/** No more than one, so that nothing large is moved by it. */
export const FEWER = -1;
const MONEY = /total|sum|price|amount|cost|due|charge|fee|payable/;
const DEEPEST = 4;

/** Where a record says what something costs. */
export function moneyIn(value: unknown, path: Path): Path[] {
  if (path.length > DEEPEST) return [];
  if (Array.isArray(value)) return moneyIn(value[0], [...path, 0]);
  if (!isNode(value)) return [];
  return Object.entries(value).flatMap(([name, held]) => {
    const at = [...path, name];
    const isNumber =
      typeof held === 'number' || (typeof held === 'string' && /^-?\d{1,15}(?:\.\d{1,9})?$/.test(held));
    return isNumber ? (MONEY.test(plainName(name)) ? [at] : []) : moneyIn(held, at);
  });
}

/** The quantity as it was sent, by its name. */
export function holds(value: unknown, name: string, depth = 0): boolean {
  if (depth > DEEPEST) return false;
  if (Array.isArray(value)) return holds(value[0], name, depth + 1);
  if (!isNode(value)) return false;
  return Object.entries(value).some(
    ([each, held]) =>
      (plainName(each) === plainName(name) && Number(held) === FEWER) || holds(held, name, depth + 1),
  );
}
