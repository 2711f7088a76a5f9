import { accepts } from '../../answers/answers.ts';
import type { HttpClient } from '../../http/client.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import type { Identity } from '../../identities/identity.ts';
import { freshName, type OwnAccount } from '../../identities/register.ts';
import { isIdentifier } from '../../journal/own-body.ts';
import { type OwnPlace, readBack, writeToOwn } from '../../journal/own-thing.ts';
import { inTurn } from '../../making/once.ts';
import { jsonContent } from '../../openapi/json-content.ts';
import { isNode, type Node } from '../../openapi/node.ts';
import type { Operation, Spec } from '../../openapi/operation.ts';
import { propertiesOf } from '../../openapi/properties-of.ts';
import { WITHOUT_SPEC } from '../../openapi/sample-value.ts';
import { requestFor } from '../../openapi/samples.ts';
import { placeFor } from '../../places/own-body-slots.ts';
import { plainName } from '../../values/plain-name.ts';
import { marksOf } from '../own-marks.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';
import { attackingTrial, ownAccountOf } from '../trial-account.ts';

/** Members that name an account where the service looks at the body for it; the record’s own identifier comes first. */
const USUAL = ['id', 'userId', 'user_id'] as const;
/** A text of one’s own that nothing depends on. */
export const HARMLESS =
  /^(?:(?:first|last|middle|full|display|nick|given|family)?_?name|bio|about|title|city|address|street|company|notes?|description|motto|status(?:_?text)?|signature|location|occupation)$/i;

/** One user changes the account of another, by an identifier in the body of the change of his own. Both are the scan’s. */
export async function accountOfBody(operation: Operation, context: ProbeContext): Promise<Verdict> {
  const { surface, http, journal } = context;
  const [victim] = accountsOf(operation, context);
  const attacker = victim && (await attackerFor(operation, context));
  if (!attacker) return untested('the scan could not register two test users');
  return inTurn(journal, 'test accounts', async () => {
    const marks = await marksOf(victim.identity, context);
    const before = await recordOf(victim, http);
    const mine = await recordOf(attacker, http);
    if (!before || !mine) return untested('the accounts could not be read');
    const member = harmlessMember(operation, surface.spec, before.record);
    if (!member) return untested('its request body has no text that can be changed without harm');
    const named = namesFor(before.record, marks.ids);
    if (named.length === 0) return untested('it is not known how the accounts are identified');
    for (const [name, value] of named) {
      const tag = freshName();
      const write = (whose: Speaker, writer: HttpClient, body: Node) => {
        const { entry, recipe } = whose.own;
        const facts = { entry, recipe, place: whose.place, reader: http.as(whose.identity), writer };
        const request = requestFor(operation, surface.spec, { overrides: { body } });
        return writeToOwn(journal, { ...facts, request, overwrites: member, references: [String(value)] });
      };
      const back = async (whose: Speaker, record: Node) => {
        const text = typeof record[member] === 'string' ? record[member] : whose.own.user;
        await write(whose, http.as(whose.identity), { [member]: text });
      };
      const exchange = await write(victim, http.as(attacker.identity), { [member]: tag, [name]: value });
      if (!exchange) return untested('the account was not read before the change');
      if (exchange instanceof TransportFailure) throw exchange;
      if (!accepts(exchange, surface)) continue;
      const [after, own] = [await recordOf(victim, http), await recordOf(attacker, http)];
      if (own?.record[member] === tag) await back(attacker, mine.record);
      if (after?.record[member] !== tag) continue;
      await back(victim, before.record);
      const [one, other] = [attacker.identity.name, victim.identity.name];
      return {
        operation,
        confidence: 'confirmed',
        evidenceSummary: `${one} changed the account of ${other}, through the property ${name} of the request body; both are test users registered by the scan.`,
        proof: [
          { exchange, note: `sent by ${one}, with ${name} of ${other}` },
          { exchange: after.exchange, note: `read again as ${other}: ${member} is what ${one} sent` },
        ],
        control: { exchange: before.exchange, note: `before, ${other} had a different ${member}` },
      };
    }
    return 'clean';
  });
}

interface Speaker {
  readonly identity: Identity;
  readonly own: OwnAccount;
  readonly place: OwnPlace;
}

/** An account that nothing else depends on: its own identifier may become the other’s. */
async function attackerFor(operation: Operation, context: ProbeContext): Promise<Speaker | undefined> {
  const trial = await attackingTrial(context);
  const session = await trial?.signIn();
  if (!trial || !session) return undefined;
  const own = ownAccountOf(trial);
  const place = placeFor(operation, own, context.surface);
  return place && 'self' in place ? { identity: session.identity, own, place } : undefined;
}

/** Accounts that the scan registered and that change themselves by this operation. */
function accountsOf(operation: Operation, { surface }: Pick<ProbeContext, 'surface'>): Speaker[] {
  return surface.registered.flatMap((own) => {
    const identity = surface.identities.find(({ account }) => account?.user === own.user);
    const place = placeFor(operation, own, surface);
    return identity && place && 'self' in place ? [{ identity, own, place }] : [];
  });
}

function recordOf({ identity, own, place }: Speaker, http: HttpClient) {
  return readBack(http.as(identity), place, own.entry, own.recipe);
}

/** A member that the change takes; undefined where the body has to hold what an account is known by. */
function harmlessMember({ bodies }: Operation, spec: Spec | undefined, record: Node): string | undefined {
  const { resolve } = spec ?? WITHOUT_SPEC;
  const schema = jsonContent({ bodies })?.schema;
  const flat = resolve(schema);
  const required = isNode(flat) && Array.isArray(flat.required) ? flat.required.map(String) : [];
  const names = Object.entries(propertiesOf(schema, spec)).flatMap(([name, written]) => {
    const property = resolve(written);
    const isText = !isNode(property) || property.type === undefined || property.type === 'string';
    const isFree = !isNode(property) || (property.enum === undefined && property.format === undefined);
    return isText && isFree && HARMLESS.test(name) && !isIdentifier(name) ? [name] : [];
  });
  const name = names.find((one) => typeof record[one] === 'string') ?? names[0];
  return name !== undefined && required.every((one) => one === name) ? name : undefined;
}

/** The identifier of the other account, under the names by which a body may hold it. */
function namesFor(record: Node, ids: ReadonlySet<string>): [name: string, value: string | number][] {
  const told = Object.entries(record).flatMap(([name, held]): [string, string | number][] =>
    (typeof held === 'string' || typeof held === 'number') && ids.has(String(held)) ? [[name, held]] : [],
  );
  const [, value] = told[0] ?? [];
  if (value === undefined) return [];
  const known = new Set(told.map(([name]) => plainName(name)));
  const usual = USUAL.filter((name) => !known.has(plainName(name)));
  return [...told, ...usual.map((name): [string, string | number] => [name, value])];
}
