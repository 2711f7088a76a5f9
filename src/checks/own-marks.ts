import { accepts } from '../answers/answers.ts';
import { json } from '../http/exchange.ts';
import { type Identity, isAnonymous } from '../identities/identity.ts';
import { jwtOf } from '../material/jwt-credential.ts';
import { isNode } from '../openapi/node.ts';
import { ownRecords } from '../places/operations.ts';
import type { Known } from '../places/place.ts';
import { plainName } from '../values/plain-name.ts';
import type { Fields } from './objects.ts';

/** How a service calls whoever asks. */
export interface OwnMarks {
  /** Identifiers of the account. */
  readonly ids: ReadonlySet<string>;
  /** User name, e-mail address, telephone number. */
  readonly names: ReadonlySet<string>;
  /** First and last name: what a person is called in documents, and may be called on public pages too. */
  readonly fullNames: ReadonlySet<string>;
  /** The organisation that the account is of, by the plain name of the member that says so. */
  readonly groups: ReadonlyMap<string, string>;
}

const GROUP = /^(?:tenant|org(?:ani[sz]ation)?|workspace|company|household)(?:id|uuid|slug|key)?$/;
const ID =
  /^(?:id|uuid|guid|pk|sub|uid|(?:user|account|customer|member|owner|patient|employee|profile|client|student|guest)(?:id|uuid|no|number|ref))$/;
const NAME = /^(?:username|login|handle|email|emailaddress|mail|phone|phonenumber|preferredusername)$/;
const FULL_NAME = /^(?:full|display)?name$/;

/** A user, and how the service calls him. */
export interface Marked {
  readonly identity: Identity;
  readonly marks: OwnMarks;
}

/** What the token's claims, the login and the user's own record say of him. */
export async function marksOf(
  identity: Identity,
  { surface, http, record }: Pick<Known, 'surface' | 'http' | 'record'>,
): Promise<OwnMarks> {
  const ids = new Set<string>();
  const names = new Set<string>();
  const fullNames = new Set<string>();
  const groups = new Map<string, string>();
  const read = (fields: Fields) => {
    for (const [name, value] of Object.entries(fields)) {
      if ((typeof value !== 'string' && typeof value !== 'number') || value === '') continue;
      const plain = plainName(name);
      if (GROUP.test(plain)) groups.set(plain, String(value));
      if (ID.test(plain)) ids.add(String(value));
      else if (NAME.test(plain)) names.add(String(value));
      else if (FULL_NAME.test(plain) && /^\S+(?: \S+)+$/.test(String(value))) fullNames.add(String(value));
    }
    const first = fields.first_name ?? fields.firstName;
    const last = fields.last_name ?? fields.lastName;
    if (typeof first === 'string' && typeof last === 'string' && first !== '' && last !== '')
      fullNames.add(`${first} ${last}`);
  };
  read(jwtOf(identity)?.jwt.payload ?? {});
  for (const credential of identity.credentials) if (credential.kind === 'basic') names.add(credential.user);
  if (identity.account) names.add(identity.account.user);
  for (const { operation, request } of ownRecords(surface)) {
    if (record.heard(operation, identity)?.status !== 'tested') continue;
    const exchange = await http.as(identity).once(request);
    if (accepts(exchange, surface)) for (const fields of recordsOf(json(exchange.response))) read(fields);
  }
  return { ids, names, fullNames, groups };
}

/** Identifiers and names of everybody whom this scan speaks as. */
export async function marksOfAll(
  known: Pick<Known, 'surface' | 'http' | 'record'>,
): Promise<ReadonlySet<string>> {
  const users = known.surface.identities.filter((identity) => !isAnonymous(identity));
  const marks = await Promise.all(users.map((identity) => marksOf(identity, known)));
  return new Set(marks.flatMap(({ ids, names }) => [...ids, ...names]));
}

/** How the service calls the users of this scan beside the one who asks, names first. */
export async function marksOfOthers(
  known: Pick<Known, 'surface' | 'http' | 'record'>,
): Promise<readonly string[]> {
  const others = known.surface.identities.filter(
    (identity) => !isAnonymous(identity) && identity.name !== known.http.identity.name,
  );
  const marks = await Promise.all(others.map((identity) => marksOf(identity, known)));
  return marks.flatMap(({ ids, names }) => [...names, ...ids]);
}

/** The record itself, and what an envelope such as `{"user":{…}}` holds. */
function recordsOf(value: unknown): Fields[] {
  if (!isNode(value)) return [];
  const held = Object.entries(value).flatMap(([name, inner]) =>
    isNode(inner) && /^(?:data|user|profile|account|me|result|customer|member)$/i.test(name)
      ? recordsOf(inner)
      : [],
  );
  return [value, ...held];
}
