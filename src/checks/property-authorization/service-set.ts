import { isIdentifier } from '../../journal/own-body.ts';
import { equal } from '../../openapi/equal.ts';
import { plainName } from '../../values/plain-name.ts';

/** Rights and money: whoever sets these gains at once. */
const GAINS =
  /^(?:(?:is|has)?(?:admin|administrator|superuser|staff|moderator|operator)|roles?|userrole|accountrole|permissions?|privileges?|scopes?|groups?|\w{0,30}(?:balance|credits?|wallet|funds|points)(?:cents|minor|minutes|amount)?|\w{0,30}(?:credit|daily|spending|overdraft)limit(?:cents|minor)?|salary\w{0,30}|\w{0,30}discount\w{0,30}|\w{0,30}price\w{0,30}|(?:\w{0,20}fee|commission)(?:permille|percent|bps|rate|cents|share)?|(?:sub|grand|net|order)?total(?:cents|minor|amount)?)$/;
/** What a service says of an account or object, and nobody says of his own. */
const STATES =
  /^(?:(?:is|has)?(?:\w{0,20}(?:verified|confirmed)|premium|approved|trusted|active|enabled|banned|blocked|paid|internal|vip|featured|promoted|sponsored|boosted)|plan|tier|level|segment|kyc\w{0,30}|risk\w{0,30}|\w{0,30}(?:limit|quota|cap|allowance)(?:cents|minor)?|\w{0,30}(?:percent(?:age)?|discount|commission)|seats|rating|reputation|score|\w{0,30}position|warranty\w{0,30}|subscription\w{0,30}|trial\w{0,30}|accounttype|usertype|status|membersince|credit\w{0,30}|(?:view|like|vote|download|use|usage|member)s?count)$/;
/** Of these, what a seller or author may set of his own thing: only a value that the service gave by itself tells. */
const PRICES = /price|total|fee|cost/;

/** A member that only the service should set, and the value to try. */
export interface ServiceSet {
  readonly name: string;
  readonly value: unknown;
  readonly gains: boolean;
}

/** Undefined for a name that tells nothing, and for what has no other value of its kind. `seen`: values of other records. */
export function serviceSet(
  name: string,
  held: unknown,
  seen: readonly unknown[] = [],
): ServiceSet | undefined {
  const plain = plainName(name);
  const gains = GAINS.test(plain);
  if (!(gains || STATES.test(plain)) || (isIdentifier(name) && !gains)) return undefined;
  const value = otherValue(plain, held, seen);
  return value === undefined ? undefined : { name, value, gains };
}

/** True for what its owner may set, be it not that the service has a value of its own for it. */
export function isPrice(name: string): boolean {
  return PRICES.test(plainName(name));
}

/** True where a record holds what was sent, be a number written as a text. */
export function isSame(held: unknown, sent: unknown): boolean {
  if (equal(held, sent)) return true;
  const [one, other] = [held, sent].map((value) => (NUMBER.test(String(value)) ? Number(value) : Number.NaN));
  return typeof held !== typeof sent && one === other;
}

const OTHER_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/role|group|permission|privilege|scope|type/, 'admin'],
  [/plan|tier|subscription/, 'enterprise'],
  [/kyc|verif/, 'verified'],
  [/risk/, 'low'],
  [/status/, 'approved'],
  [/segment|level/, 'gold'],
];
const NUMBER = /^-?\d{1,12}(?:\.\d{1,12})?$/;
/** A number that nobody has by chance. */
const ADDED = 73_519;
/** A price that nothing has. */
const CHEAP = 1;

function otherValue(name: string, held: unknown, seen: readonly unknown[]): unknown {
  if (typeof held === 'boolean') return !held;
  if (typeof held === 'number') return otherNumber(name, held);
  const text = otherText(name, held, seen);
  if (typeof held === 'string') {
    if (NUMBER.test(held)) return otherNumber(name, Number(held)).toFixed(held.split('.')[1]?.length ?? 0);
    return text === held ? undefined : text;
  }
  return Array.isArray(held) && held.every((item) => typeof item === 'string') && text !== undefined
    ? [...held, text]
    : undefined;
}

function otherNumber(name: string, held: number): number {
  return PRICES.test(name) && held > CHEAP ? CHEAP : held + ADDED;
}

/** As others have it, so that a service that knows its values takes it; else what services call it, spelt alike. */
function otherText(name: string, held: unknown, seen: readonly unknown[]): string | undefined {
  const usual = OTHER_TEXTS.find(([words]) => words.test(name))?.[1];
  const others = seen.filter((value): value is string => typeof value === 'string' && value !== held);
  const other = others.find((value) => /admin/i.test(value)) ?? others[0] ?? usual;
  const isUpper = typeof held === 'string' && /^[A-Z_]{2,}$/.test(held);
  return isUpper ? other?.toUpperCase() : other;
}
