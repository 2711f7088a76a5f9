import type { Exchange } from '../http/exchange.ts';
import { headerValues, json } from '../http/exchange.ts';
import { isNode, type Node } from '../openapi/node.ts';
import { plainName } from '../values/plain-name.ts';

/** Lists as long as these may be one page of several. */
const PAGE_LENGTHS: ReadonlySet<number> = new Set([
  10, 12, 15, 16, 20, 24, 25, 30, 32, 40, 48, 50, 60, 64, 75, 80, 100, 128, 150, 200, 250, 256, 300, 500, 512,
  1000, 1024,
]);
const ID_FIELD = /^_?(?:id|uuid|guid|pk|slug|key|code)$/i;

/** True where nothing speaks of further pages: no link or mark of one, and no length at which pages end. */
export function isWhole({ response }: Exchange): boolean {
  const value = json(response);
  if (headerValues(response.headers, 'link').some((link) => /rel="?next/i.test(link))) return false;
  const envelope = isNode(value) ? value : {};
  const lists = Array.isArray(value) ? [value] : Object.values(envelope).filter(Array.isArray);
  const [list] = lists;
  if (lists.length !== 1 || !list) return false;
  const goesOn = Object.entries(envelope).some(
    ([name, held]) =>
      (/next|cursor|more/i.test(name) && Boolean(held)) ||
      (/total|count/i.test(name) && held !== list.length),
  );
  return !goesOn && !PAGE_LENGTHS.has(list.length);
}

/** What a record may be addressed by, the field of the parameter's own name first. */
export function identifiersIn(record: Node, field: string): string[] {
  const entries = Object.entries(record).filter(
    ([, value]) =>
      (typeof value === 'string' && value !== '' && value.length < 200) || typeof value === 'number',
  );
  const exact = entries.filter(([name]) => plainName(name) === plainName(field));
  const usual = entries.filter(([name]) => ID_FIELD.test(name));
  return [...new Set([...exact, ...usual].map(([, value]) => String(value)))];
}
