import { createHash } from 'node:crypto';
import { plainRecord } from '../answers/resource.ts';
import type { HttpClient } from '../http/client.ts';
import { json, succeeded } from '../http/exchange.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { KnownById, Recipe } from './entry.ts';
import { identifiersIn, isWhole } from './records.ts';

/** Lists that a new thing would stand in, as they were before it was made. */
export interface ListedBefore {
  readonly url: string;
  readonly ids: ReadonlySet<string>;
}

/** Reads the lists of such things; those that may go on are no proof of what is not in them. */
export async function listedBefore(
  reader: HttpClient,
  { ofKind = 0, lists }: Recipe,
): Promise<ListedBefore[]> {
  const before: ListedBefore[] = [];
  for (const url of lists.slice(0, ofKind)) {
    const answer = await reader.attempt({ url });
    if (answer instanceof Error || !succeeded(answer) || !isWhole(answer)) continue;
    before.push({ url, ids: idsOf(recordsIn(json(answer.response))) });
  }
  return before;
}

/**
 * What was made and bears no tag: the one record that a whole list has now and had not before, and whose
 * identifier the answer gave. A service that answers with somebody else's thing shows no such record.
 */
export async function newlyListed(
  reader: HttpClient,
  before: readonly ListedBefore[],
  claimed: ReadonlySet<string>,
): Promise<KnownById | undefined> {
  for (const { url, ids } of before) {
    const answer = await reader.attempt({ url });
    if (answer instanceof Error || !succeeded(answer) || !isWhole(answer)) continue;
    // Other rules make and remove such things meanwhile.
    const fresh = recordsIn(json(answer.response)).filter((record) => {
      const own = ownIds(record);
      // What it stands below may have a name of that kind: a remark with the `slug` of its article.
      const isNew = own[0] !== undefined && !ids.has(own[0]);
      return isNew && own.some((id) => claimed.has(id) && !ids.has(id));
    });
    const [record] = fresh;
    if (fresh.length !== 1 || !record) continue;
    const id = ownIds(record).find((one) => claimed.has(one) && !ids.has(one));
    if (id !== undefined) return { id, print: printOf(record) };
  }
  return undefined;
}

/** True where a whole list has no such identifier: nothing that is the reader's stands at that address. */
export async function isAbsent(reader: HttpClient, list: string, id: string): Promise<boolean> {
  const answer = await reader.attempt({ url: list });
  if (answer instanceof Error || !succeeded(answer) || !isWhole(answer)) return false;
  return !idsOf(recordsIn(json(answer.response))).has(id);
}

/** Identifiers that an answer gives, of what was made or of what stands around it; a list gives those of everything. */
export function idsAround(answer: unknown, depth = 0): string[] {
  if (!isNode(answer) || depth > 2) return [];
  return [...ownIds(answer), ...Object.values(answer).flatMap((inner) => idsAround(inner, depth + 1))];
}

/** The record with the identifier, as it was but for what was changed since; another may have got the identifier. */
export function knownRecord(value: unknown, known: KnownById | undefined): Node | undefined {
  if (!known) return undefined;
  return recordsIn(value).find((record) => {
    if (!ownIds(record).includes(known.id)) return false;
    const held = printOf(record);
    const shared = held.filter((one) => known.print.includes(one)).length;
    return shared * 2 >= Math.min(held.length, known.print.length);
  });
}

/** Values of a record, by which it is known again and which tell nothing. */
function printOf(record: Node): string[] {
  return Object.entries(record).flatMap(([name, value]) =>
    isNode(value) || Array.isArray(value)
      ? []
      : [
          createHash('sha256')
            .update(JSON.stringify([name, value]))
            .digest('base64')
            .slice(0, 12),
        ],
  );
}

/** The answer's records: itself and what stands in its lists, `photos` of a listing; out of its envelope, or those of its one list. */
function recordsIn(value: unknown, depth = 0): Node[] {
  if (Array.isArray(value)) return value.filter(isNode).map(plainRecord);
  if (!isNode(value) || depth > 2) return [];
  if (ownIds(value).length > 0) {
    const lists = Object.values(value).filter((held) => Array.isArray(held));
    return [plainRecord(value), ...lists.flatMap((list) => recordsIn(list, depth + 1))];
  }
  return Object.values(value).flatMap((inner) => recordsIn(inner, depth + 1));
}

function ownIds(record: Node): string[] {
  return identifiersIn(record, 'id');
}

function idsOf(records: readonly Node[]): ReadonlySet<string> {
  return new Set(records.flatMap(ownIds));
}
