import { type Exchange, header, json } from '../http/exchange.ts';
import { percentDecoded } from '../http/foreign-text.ts';
import { isNode } from '../openapi/node.ts';
import type { Recipe } from './entry.ts';
import { recordWith } from './own-record.ts';
import { identifiersIn } from './records.ts';

/** Identifiers that the answer and its `Location` give: claims, until the tag was read back there. */
export function claimed(created: Exchange, tag: string, { objects }: Recipe): string[] {
  const answer = json(created.response);
  const location = header(created.response.headers, 'location');
  const last = location
    ?.replace(/[?#].*$/s, '')
    .replace(/\/$/, '')
    .split('/')
    .at(-1);
  const records = [recordWith(answer, [tag]), isNode(answer) ? answer : undefined].filter(
    (one) => one !== undefined,
  );
  const ids = records.flatMap((record) => objects.flatMap(({ field }) => identifiersIn(record, field)));
  return [...ids, ...(last ? [percentDecoded(last)] : [])].filter((id) => id !== tag);
}
