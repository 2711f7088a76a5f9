import { servesContent } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { isNode } from '../../openapi/node.ts';
import { objects } from '../../places/objects.ts';
import type { Known } from '../../places/place.ts';
import { plainName } from '../../values/plain-name.ts';
import { recordIn } from '../objects.ts';
import type { Marked } from '../own-marks.ts';
import { namesOwner } from './ownership.ts';
import { kindOf } from './private-objects.ts';

/** More references than this no record has that a person would look after. */
const MOST_REFERENCES = 8;

/**
 * The record refers to something that is the asker's own: whoever posted the job may read the proposals for it, though
 * others wrote them. Returns what names him.
 */
export async function reachedThroughOwn(
  exchange: Exchange,
  asker: Marked,
  known: Known,
): Promise<string | undefined> {
  const references = referencesIn(recordIn(exchange) ?? {}).slice(0, MOST_REFERENCES);
  if (references.length === 0) return undefined;
  const places = await objects.find(known);
  for (const { kind, identifier } of references) {
    const place = places.find(
      (one) => one.where === 'path' && kindOf(one) === kind && one.operation.path.endsWith('}'),
    );
    if (!place) continue;
    const client = known.http.as(asker.identity);
    const answer = await client.once(place.requestFor(percentEncoded(identifier)));
    const named = servesContent(answer, known.surface) ? namesOwner(answer, asker.marks) : undefined;
    if (named !== undefined) return `${kind} ${identifier} with ${named}`;
  }
  return undefined;
}

/** `jobId: 7`, `job_id: 7`, `job: {id: 7}`. */
function referencesIn(record: Readonly<Record<string, unknown>>): { kind: string; identifier: string }[] {
  return Object.entries(record).flatMap(([name, held]) => {
    const value = isNode(held) ? held.id : held;
    const [, kind = ''] = /^(.{2,40}?)(?:id|uuid)$/.exec(plainName(isNode(held) ? `${name}Id` : name)) ?? [];
    const isIdentifier = typeof value === 'string' || typeof value === 'number';
    return kind === '' || !isIdentifier ? [] : [{ kind, identifier: String(value) }];
  });
}
