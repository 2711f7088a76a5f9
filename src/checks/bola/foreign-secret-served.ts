import { looksLikeRefusal, servesContent } from '../../answers/answers.ts';
import { percentEncoded } from '../../http/foreign-text.ts';
import { objects } from '../../places/objects.ts';
import { type Fields, identifierOf, ownerOf, recordIn, recordsIn } from '../objects.ts';
import { isPrivileged } from '../roles.ts';
import { defineRule, untested } from '../rule.ts';
import { IDOR } from './idor.ts';

/** Fields that are for the owner of an object alone. */
const PRIVATE_FIELD =
  /^(?:.*secret.*|.*passw(?:or)?d.*|private.*|.*token|api_?key|ssn|pin|iban|card_?number|salary|balance|medical.*|diagnosis)$/is;

export const foreignSecretServed = defineRule({
  id: 'foreign-secret-served',
  title: 'BOLA/IDOR: other users’ secrets readable',
  aliases: [...IDOR, 'secret exposure'],
  severity: 'high',
  cwe: [639, 863, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Any user can read the private fields of other users’ objects. The list leaves them out, but the single objects return them.',
  remediation:
    'Compare the owner of the object with the current user before private fields are added to a response.',
  needs: ['identity'],
  places: objects,
  leaveOut: (_place, { http }) =>
    isPrivileged(http.identity) ? 'the role of the user may allow reading everything' : undefined,
  async judge({ parameter, list, requestFor }, { surface, http, anonymous }) {
    if (!list) return untested('no operation lists these objects');
    const listing = await http.once(list.request);
    const [one, other] = firstOfEachOwner(recordsIn(listing)).flatMap((record) => {
      const identifier = identifierOf(record, parameter);
      return identifier === undefined ? [] : [{ record, request: requestFor(percentEncoded(identifier)) }];
    });
    if (!one || !other) return untested('no list contains protected objects of several owners');
    const refusal = await anonymous.once(other.request);
    if (!looksLikeRefusal(refusal)) return untested('the objects are returned without authentication');
    const answers = [await http.once(one.request), await http.once(other.request)];
    if (!answers.every((answer) => servesContent(answer, surface))) return 'clean';
    const fields = privateFields(
      answers.map((answer) => recordIn(answer) ?? {}),
      one.record,
    );
    const [first, second] = answers;
    if (fields.length === 0 || !first || !second) return 'clean';
    return {
      confidence: 'likely',
      evidenceSummary: `${fields.join(', ')} of objects of two owners, ${ownerOf(one.record)?.value} and ${ownerOf(other.record)?.value}, returned to ${http.identity.name}.`,
      proof: [
        { exchange: first, note: `an object of ${ownerOf(one.record)?.value}, with ${fields.join(', ')}` },
        {
          exchange: second,
          note: `an object of ${ownerOf(other.record)?.value}, with ${fields.join(', ')}`,
        },
      ],
      control: {
        exchange: refusal,
        note: 'unauthenticated requests are rejected, so the objects are not public',
      },
    };
  },
});

function firstOfEachOwner(records: readonly Fields[]): Fields[] {
  const byOwner = new Map<string, Fields>();
  for (const record of records) {
    const owner = ownerOf(record)?.value;
    if (owner !== undefined && !byOwner.has(owner)) byOwner.set(owner, record);
  }
  return [...byOwner.values()];
}

/** Private fields that both objects hold and the list does not. */
function privateFields(objects: readonly Fields[], listed: Fields): string[] {
  const [first = {}] = objects;
  return Object.keys(first).filter(
    (name) =>
      PRIVATE_FIELD.test(name) && !(name in listed) && objects.every((object) => filled(object[name])),
  );
}

function filled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && typeof value !== 'boolean';
}
