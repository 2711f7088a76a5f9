import { accepts } from '../../answers/answers.ts';
import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { type ObjectPlace, objects } from '../../places/objects.ts';
import { plainName } from '../../values/plain-name.ts';
import { PRIVATE_FIELD } from '../content-nature.ts';
import { showing } from '../disclosure.ts';
import { type Fields, recordIn } from '../objects.ts';
import type { Marked } from '../own-marks.ts';
import { isPrivileged } from '../roles.ts';
import { type Detection, defineRule, type ProbeContext, untested } from '../rule.ts';
import { markedUsers } from '../two-users.ts';
import { himself, identifiersFor, parentsOf } from './learnt-objects.ts';

/** Objects of one kind that are compared: whose they are is not known, and most are nobody's of these two. */
const MOST_OBJECTS = 12;
/** Others whose field is looked at: what each may publish himself stands in some and not in others. */
const MOST_OTHERS = 5;
/** What lets into a group, a room, a meeting. */
const OPENS =
  /^(?:invit(?:e|ation)|join|access|entry|door|pairing|meeting)(?:code|key|pass(?:word|code)?|secret)$/;

export const foreignFieldServed = defineRule({
  id: 'foreign-field-served',
  title: 'Private fields of other users readable',
  aliases: ['BOPLA', 'excessive data exposure', 'IDOR', 'broken object property level authorization'],
  severity: 'medium',
  cwe: [639, 213, 359],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Any user can collect a private field for all objects. The object is public and some of its fields are for its owner only, but they are returned to every logged-in user.',
  remediation:
    'Decide for each private field who may see it, by the owner of the object and not by the login. Leave it empty for everyone else.',
  needs: ['two-identities'],
  places: objects,
  async judge(place, context) {
    const users = await markedUsers(context);
    let looked = false;
    for (const [owner, stranger] of [users, [...users].reverse()]) {
      if (!owner || !stranger || isPrivileged(stranger.identity)) continue;
      const others = identifiersFor(place, stranger, context);
      const identifiers = [...new Set([...identifiersFor(place, owner, context), ...others])];
      for (const identifier of identifiers.slice(0, MOST_OBJECTS)) {
        const seen = await comparedAt(identifier, { place, owner, stranger, context });
        if (!seen) continue;
        looked = true;
        const rest = others.filter(
          (other) => other !== identifier && !himself(place, stranger).includes(other),
        );
        const found = await servedOfAll(seen, rest, { place, owner, stranger, context });
        if (found) return found;
      }
    }
    return looked
      ? 'clean'
      : untested(
          'no object was found that returns more fields to a user than without authentication, and still more to its owner',
        );
  },
});

interface Means {
  readonly place: ObjectPlace;
  readonly owner: Marked;
  readonly stranger: Marked;
  readonly context: ProbeContext;
}

interface Seen {
  readonly identifier: string;
  readonly exchange: Exchange;
  readonly asOwner: Exchange;
  readonly asNobody: Exchange;
  /** What the service keeps for the owner. */
  readonly kept: string;
  /** What it keeps from nobody who is logged in. */
  readonly served: readonly string[];
}

/** An object that each of the three is shown a part of. */
async function comparedAt(
  identifier: string,
  { place, owner, stranger, context: { surface, http, anonymous, record } }: Means,
): Promise<Seen | undefined> {
  if (himself(place, stranger).includes(identifier)) return undefined;
  const means = { surface, record };
  const request = place.requestFor(percentEncoded(identifier), parentsOf(place, owner, means));
  const ask = async (client: HttpClient) => {
    const exchange = await client.once(request);
    return { exchange, fields: accepts(exchange, surface) ? recordIn(exchange) : undefined };
  };
  const theirs = await ask(http.as(stranger.identity));
  const own = await ask(http.as(owner.identity));
  const nobodys = await ask(anonymous);
  if (!theirs.fields || !own.fields || !nobodys.fields) return undefined;
  const { fields } = own;
  const kept = Object.keys(fields).find(
    (name) =>
      isFilled(fields[name]) && isWithheld(theirs.fields?.[name]) && isWithheld(nobodys.fields?.[name]),
  );
  if (kept === undefined) return undefined;
  const served = Object.keys(fields).filter(
    (name) =>
      isPrivateField(name) &&
      isFilled(fields[name]) &&
      fields[name] === theirs.fields?.[name] &&
      isWithheld(nobodys.fields?.[name]),
  );
  return {
    identifier,
    exchange: theirs.exchange,
    asOwner: own.exchange,
    asNobody: nobodys.exchange,
    kept,
    served,
  };
}

/** What some leave empty is for each to publish. */
async function servedOfAll(
  { identifier, exchange, asOwner, asNobody, kept, served }: Seen,
  others: readonly string[],
  { place, owner, stranger, context: { surface, http } }: Means,
): Promise<Detection | undefined> {
  if (served.length === 0) return undefined;
  const records: Fields[] = [];
  for (const other of others.slice(0, MOST_OTHERS)) {
    const answer = await http.as(stranger.identity).once(place.requestFor(percentEncoded(other)));
    const fields = accepts(answer, surface) ? recordIn(answer) : undefined;
    if (fields) records.push(fields);
  }
  const ofAll = served.filter((name) => records.every((fields) => isFilled(fields[name])));
  if (records.length === 0 || ofAll.length === 0) return undefined;
  const values = ofAll.map((name) => String(recordIn(exchange)?.[name]));
  return {
    confidence: 'likely',
    evidenceSummary: `${ofAll.join(', ')} of ${identifier} and ${records.length} others returned to ${stranger.identity.name}; ${kept} is returned to ${owner.identity.name} only.`,
    proof: [
      {
        exchange: showing(exchange, values),
        note: `requested as ${stranger.identity.name}: without ${kept}`,
      },
      { exchange: showing(asOwner, values), note: `requested as ${owner.identity.name}: with ${kept}` },
    ],
    control: { exchange: asNobody, note: `unauthenticated requests do not return ${ofAll.join(', ')}` },
  };
}

function isPrivateField(name: string): boolean {
  return PRIVATE_FIELD.test(plainName(name)) || OPENS.test(plainName(name));
}

const isWithheld = (value: unknown) => value === null || value === undefined || value === '';

function isFilled(value: unknown): boolean {
  if (typeof value === 'string') return value !== '' && !/[*•]{2,}/.test(value);
  return typeof value === 'number' || (Array.isArray(value) && value.length > 0);
}
