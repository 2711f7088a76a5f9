import { servesContent } from '../../answers/answers.ts';
import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { sameTemplate } from '../../making/bound.ts';
import { PERSONAL_KINDS } from '../../material/personal-fields.ts';
import { findPasswordHash } from '../../material/secrets.ts';
import { isNode } from '../../openapi/node.ts';
import { type RelationRead, relationReads } from '../../places/relations.ts';
import { plainName } from '../../values/plain-name.ts';
import { kindInPath } from '../../values/resource-names.ts';
import { showing } from '../disclosure.ts';
import { type Field, fieldsOf } from '../fields.ts';
import { recordIn, recordsIn } from '../objects.ts';
import type { OwnMarks } from '../own-marks.ts';
import { seesEverything } from '../roles.ts';
import { defineRule, type ProbeContext, untested, type Verdict } from '../rule.ts';
import { markedUsers } from '../two-users.ts';
import { SECRET_NAME } from './sensitive-names.ts';

export const relatedPersonExposed = defineRule({
  id: 'related-person-exposed',
  title: 'Personal data of related users by include parameter',
  aliases: ['excessive data exposure', 'PII', 'BOPLA', 'expand parameter'],
  severity: 'high',
  cwe: [359, 213],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'A client that includes related records gets a person’s whole record. The ordinary response contains only the ID of that person.',
  remediation:
    'Return related records with the same view as their own endpoint has for this user, and allow only listed relations and fields.',
  places: relationReads,
  async judge(place, context) {
    let looked = false;
    for (const asker of await askersOf(place, context)) {
      const plain = await asker.client.once(place.request);
      if (!servesContent(plain, context.surface)) continue;
      looked = true;
      const found = await brought(place, plain, asker, context);
      if (found !== 'clean') return found;
    }
    return looked ? 'clean' : untested('the operation returned no content');
  },
});

/** Relations of one read: a service has a few, and names more in its paths. */
const MOST_RELATIONS = 12;
const NO_RELATION = 'mb_no_relation';

interface Asker {
  readonly client: HttpClient;
  /** How the service calls whoever asks; nobody has a name. */
  readonly marks?: OwnMarks;
}

/** Nobody, where the read is open; else the users of the scan, of whom none runs the service. */
async function askersOf({ request }: RelationRead, context: ProbeContext): Promise<Asker[]> {
  const { surface, http, anonymous } = context;
  if (servesContent(await anonymous.once(request), surface)) return [{ client: anonymous }];
  return (await markedUsers(context)).flatMap(({ identity, marks }) =>
    seesEverything(identity) ? [] : [{ client: http.as(identity), marks }],
  );
}

async function brought(
  place: RelationRead,
  plain: Exchange,
  asker: Asker,
  { surface, cuts }: ProbeContext,
): Promise<Verdict> {
  const names = cuts.first(
    relationsIn(place, plain, surface.operations),
    MOST_RELATIONS,
    'relations that a parameter may include',
    `${MOST_RELATIONS} of each read are requested`,
  );
  for (const name of names) {
    const asked = await asker.client.once(place.with(name));
    if (!servesContent(asked, surface)) continue;
    const found = privateIn(asked, plain, asker);
    if (found.length === 0) continue;
    const control = await asker.client.once(place.with(NO_RELATION));
    if (privateIn(control, plain, asker).length > 0) return untested('any value of it changes the response');
    const { client, marks } = asker;
    const told = [...new Set(found.map(({ name: field }) => field))].join(', ');
    return {
      operation: place.operation,
      ...(marks ? { severity: 'medium' as const, severityReason: NEEDS_LOGIN } : {}),
      confidence: marks ? 'likely' : 'confirmed',
      evidenceSummary: `${place.parameter}=${name} returned ${told} of a person to ${client.identity.name}.`,
      proof: [
        {
          exchange: showing(
            asked,
            found.map(({ value }) => String(value)),
          ),
          note: 'properties that the ordinary response does not contain',
        },
        { exchange: showing(plain, []), note: 'the ordinary response' },
      ],
      control: { exchange: showing(control, []), note: 'a relation that does not exist returns nothing' },
    };
  }
  return 'clean';
}

const NEEDS_LOGIN = 'The client has to be logged in.';
/** `borrower_id`, `ownerUuid`. */
const REFERS = /^(.{2,40}?)(?:_(?:id|uuid|ref)|Id|ID|Uuid)s?$/;

/** What the document lists, what members refer to, and what stands below or beside in the paths of the service. */
function relationsIn(
  { operation, named }: RelationRead,
  plain: Exchange,
  operations: ProbeContext['surface']['operations'],
): string[] {
  const [listed] = recordsIn(plain);
  const record = { ...listed, ...recordIn(plain) };
  const referred = Object.keys(record).flatMap((name) => REFERS.exec(name)?.[1] ?? []);
  const nested = Object.entries(record).flatMap(([name, held]) =>
    isNode(held) && isNode(held.data) ? [name] : [],
  );
  const [paths, own] = [operations.map(({ path }) => path), operation.path.replace(/\/$/, '')];
  const below = paths.flatMap((path) => {
    const at = path.replace(/\/$/, '').lastIndexOf('/');
    const last = path.replace(/\/$/, '').slice(at + 1);
    return sameTemplate(path.slice(0, at), own) && !last.includes('{') ? [last] : [];
  });
  const isOwn = (name: string) => plainName(kindInPath(`/${name}`)) === plainName(kindInPath(own));
  return [...new Set([...named, ...referred, ...nested, ...below])].filter((name) => !isOwn(name));
}

/** What is nobody else's business, whoever has the person's address. */
const STRONG =
  /^(?:ssn|(?:social|national|personal|tax)(?:security|insurance|identity|identification)?(?:id|no|nr|number|code)|.*(?:income|salary)(?:cents|minor|eur|usd|gbp)?|iban|bankaccount(?:no|number)?|creditscore)$/;
const CONTACT = /^(?:.*email(?:address)?|.*phone(?:no|number)?|mobile)$/;
/** What only persons have: firms have mail and telephones too. */
const OF_PERSON =
  /^(?:(?:first|last|given|family|sur|user|full|display|nick)name|handle|login|role|dob|dateofbirth|birth.*|gender)$/;
const MASKED = /[*•]{2,}|x{4,}|…/i;

/** Fields with their values that the ordinary answer has not: of one person, who is not whoever asks. */
function privateIn(asked: Exchange, plain: Exchange, { marks }: Asker): Field[] {
  const known = new Set([...fieldsOf(plain.response).values()].flat().map(keyOf));
  const gained = [...fieldsOf(asked.response).values()]
    .flat()
    .filter((field) => !known.has(keyOf(field)) && isTelling(field));
  const holders = new Map<Field['holder'], Field[]>();
  for (const field of gained) holders.set(field.holder, [...(holders.get(field.holder) ?? []), field]);
  for (const [holder, fields] of holders) {
    const values = Object.values(holder).map(String);
    if (marks && values.some((value) => marks.names.has(value))) continue;
    const strong = fields.filter(isStrong);
    const contacts = fields.filter(({ name }) => CONTACT.test(plainName(name)));
    const isPerson = Object.keys(holder).some((name) => OF_PERSON.test(plainName(name)));
    const isFact = strong.length > 0 && (isPerson || contacts.length > 0);
    // To whom one writes is known among people who do business; nobody else is told both.
    if (isFact || (!marks && isPerson && contacts.length > 1)) return [...strong, ...contacts];
  }
  return [];
}

const keyOf = ({ name, value }: Field) => `${name} ${String(value)}`;

function isTelling({ value }: Field): boolean {
  return typeof value !== 'boolean' && String(value) !== '' && value !== 0 && !MASKED.test(String(value));
}

function isStrong({ name, value }: Field): boolean {
  const plain = plainName(name);
  return (
    STRONG.test(plain) ||
    SECRET_NAME.test(plain) ||
    findPasswordHash(String(value)) !== undefined ||
    PERSONAL_KINDS.some(({ field, value: form }) => field.test(plain) && form.test(String(value)))
  );
}
