import { servesContent } from '../../answers/answers.ts';
import type { Exchange } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { isNode } from '../../openapi/node.ts';
import { type ObjectPlace, objects, sameObjects } from '../../places/objects.ts';
import type { Known } from '../../places/place.ts';
import { plainName } from '../../values/plain-name.ts';
import { recordIn } from '../objects.ts';
import type { Marked } from '../own-marks.ts';
import { kindOf } from './private-objects.ts';

/** More references than this no record has that a person would look after. */
const MOST_REFERENCES = 8;

/**
 * The record refers to something that is the asker's own: whoever posted the job may read the proposals for it, though
 * others wrote them.
 */
export async function reachedThroughOwn(exchange: Exchange, asker: Marked, known: Known): Promise<boolean> {
  const references = referencesIn(recordIn(exchange) ?? {}).slice(0, MOST_REFERENCES);
  if (references.length === 0) return false;
  const places = await objects.find(known);
  for (const { kind, identifier } of references) {
    const place = places.find(
      (one) => one.where === 'path' && kindOf(one) === kind && one.operation.path.endsWith('}'),
    );
    if (!place) continue;
    const client = known.http.as(asker.identity);
    const answer = await client.once(place.requestFor(percentEncoded(identifier)));
    if (servesContent(answer, known.surface) && namesUser(recordIn(answer) ?? {}, asker)) return true;
  }
  return false;
}

/** The same of an object that another operation shows whole: the booking of `/bookings/{id}/receipt`. */
export async function objectReachedThroughOwn(
  exchange: Exchange,
  { place, identifier }: { readonly place: ObjectPlace; readonly identifier: string },
  asker: Marked,
  known: Known,
): Promise<boolean> {
  if (await reachedThroughOwn(exchange, asker, known)) return true;
  const client = known.http.as(asker.identity);
  for (const same of sameObjects(known.surface, place)) {
    const whole = await client.once(same.requestFor(percentEncoded(identifier)));
    if (servesContent(whole, known.surface) && (await reachedThroughOwn(whole, asker, known))) return true;
  }
  return false;
}

/** Whatever he is called there: `driver: {id: 7}`, `posted_by: 'ada'`. */
function namesUser(
  record: Readonly<Record<string, unknown>>,
  { marks }: Pick<Marked, 'marks'>,
  depth = 0,
): boolean {
  return Object.entries(record).some(([name, held]) => {
    if (isNode(held)) return depth < DEEPEST && namesUser(held, { marks }, depth + 1);
    const said = typeof held === 'string' || typeof held === 'number' ? String(held) : '';
    const isReference = depth > 0 ? /id$/.test(plainName(name)) : /.(?:id|by)$/.test(plainName(name));
    return marks.names.has(said) || (isReference && marks.ids.has(said));
  });
}

const DEEPEST = 2;

/** `jobId: 7`, `job_id: 7`, `job: {id: 7}`. */
function referencesIn(record: Readonly<Record<string, unknown>>): { kind: string; identifier: string }[] {
  return Object.entries(record).flatMap(([name, held]) => {
    const value = isNode(held) ? held.id : held;
    const [, kind = ''] = /^(.{2,40}?)(?:id|uuid)$/.exec(plainName(isNode(held) ? `${name}Id` : name)) ?? [];
    const isIdentifier = typeof value === 'string' || typeof value === 'number';
    return kind === '' || !isIdentifier ? [] : [{ kind, identifier: String(value) }];
  });
}
