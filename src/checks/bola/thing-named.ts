import { type Exchange, text } from '../../http/exchange.ts';
import { removeOwn } from '../../journal/removal.ts';
import { nameOfThing } from '../../making/thing-named-by.ts';
import { jsonContent } from '../../openapi/json-content.ts';
import { isNode } from '../../openapi/node.ts';
import type { Operation } from '../../openapi/operation.ts';
import { propertiesOf } from '../../openapi/properties-of.ts';
import { WITHOUT_SPEC } from '../../openapi/sample-value.ts';
import { parentMakers } from '../../places/object-makers.ts';
import { plainName } from '../../values/plain-name.ts';
import { kindInPath, stemOf } from '../../values/resource-names.ts';
import { type MadeObject, makeObject, sharedObject } from '../made-object.ts';
import type { Marked } from '../own-marks.ts';
import type { ProbeContext, Verdict } from '../rule.ts';

/** A member of a body that refers to a thing, and such a thing of another user's, made by the scan. */
interface NamedThing {
  readonly name: string;
  readonly value: string | number;
  readonly thing: MadeObject;
}

/** A thing of another user is made, and what these refer to is shown to none but him. */
const MOST_THINGS = 2;

/**
 * One user makes an object that refers to a thing of another, which he is not shown: what he made shows it to him. The
 * thing bears a text that nobody else has.
 */
export async function thingOfAnotherNamed(
  operation: Operation,
  victim: Marked,
  asMaker: ProbeContext,
): Promise<Verdict> {
  const asVictim = { ...asMaker, http: asMaker.http.as(victim.identity) };
  for (const { name, value, thing } of await thingsFor(operation, asVictim)) {
    if (!thing.kept) continue;
    const before = await asMaker.http.send(thing.kept.request);
    // Others may have renamed it.
    const { tags } = thing.entry;
    const shows = ({ response }: Exchange) => tags.some((tag) => text(response).includes(tag));
    if (shows(before)) continue;
    const made = await makeObject(asMaker, operation, { [name]: value }, { names: [String(value)] });
    if (!made) continue;
    try {
      const shown = [made.created, ...(made.kept ? [made.kept.exchange] : [])].find(shows);
      if (!shown) continue;
      const [one, other] = [asMaker.http.identity.name, victim.identity.name];
      return {
        operation,
        confidence: 'confirmed',
        evidenceSummary: `${one} created an object that refers to an object of ${other}, through the property ${name} of the request body, and got its content.`,
        proof: [
          { exchange: made.created, note: `sent by ${one}, with ${name} of ${other}` },
          { exchange: shown, note: `it contains ${tags.at(-1)}, which ${other} wrote into that object` },
        ],
        control: { exchange: before, note: `the object itself is not returned to ${one}` },
      };
    } finally {
      await removeOwn(asMaker.journal, made.entry, { reader: made.owner, others: [asMaker.http] });
    }
  }
  return 'clean';
}

const OF_MONEY = /^(?:.*account|wallet|card|purse|pocket|pot)$/;

/** Members that refer to one of a kind which the scan makes too, not to one of a catalogue. */
async function thingsFor(operation: Operation, asVictim: ProbeContext): Promise<NamedThing[]> {
  const { surface } = asVictim;
  const { spec } = surface;
  const schema = jsonContent(operation)?.schema;
  const things: NamedThing[] = [];
  for (const [name, written] of Object.entries(propertiesOf(schema, spec))) {
    const kind = stemOf(nameOfThing(surface, name));
    const maker = parentMakers(surface).find(
      (one) => one !== operation && plainName(kindInPath(one.path)) === kind,
    );
    const property = (spec ?? WITHOUT_SPEC).resolve(written);
    const isPlain = !isNode(property) || !['array', 'object', 'boolean'].includes(String(property.type));
    // Whose account it is that money goes to, banks say on purpose.
    if (kind !== stemOf(name) && OF_MONEY.test(kind)) continue;
    if (!maker || !isPlain || things.length >= MOST_THINGS) continue;
    const thing = await sharedObject(asVictim, maker);
    const place = thing?.places.find((one) => 'id' in one);
    if (!thing || !place) continue;
    const isNumber = isNode(property) && property.type !== 'string' && /^\d{1,15}$/.test(place.id);
    things.push({ name, value: isNumber ? Number(place.id) : place.id, thing });
  }
  return things;
}
