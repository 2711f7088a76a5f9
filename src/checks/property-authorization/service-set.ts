import { isIdentifier } from '../../journal/own-body.ts';
import type { Node } from '../../openapi/node.ts';
import { plainName } from '../../values/plain-name.ts';

/** Rights and money: whoever sets these gains at once. */
const GAINS =
  /^(?:(?:is|has)?(?:admin|administrator|superuser|staff|moderator|operator)|roles?|userrole|accountrole|permissions?|privileges?|scopes?|groups?|\w{0,30}(?:balance|credits?|wallet|funds|points)(?:cents|minor|minutes|amount)?|\w{0,30}(?:credit|daily|spending|overdraft)limit(?:cents|minor)?|salary\w{0,30}|discount\w{0,30}|\w{0,30}price\w{0,30})$/;
/** What a service says of an account, and the account does not say of itself. */
const STATES =
  /^(?:(?:is|has)?(?:verified|emailverified|premium|approved|trusted|active|enabled|banned|blocked|paid|internal|vip)|plan|tier|level|segment|kyc\w{0,30}|risk\w{0,30}|\w{0,30}(?:limit|quota)(?:cents|minor)?|seats|rating|reputation|score|warranty\w{0,30}|subscription\w{0,30}|trial\w{0,30}|accounttype|usertype|status|membersince|credit\w{0,30})$/;

/** A member that only the service should set, and the value to try. */
export interface ServiceSet {
  readonly name: string;
  readonly value: unknown;
  readonly gains: boolean;
}

/**
 * Members of an account's record that only the service should set, each with a value that it does not have. What an
 * update declares is meant to be set, unless it gives rights or money.
 */
export function serviceSetMembers(record: Node, declared: ReadonlySet<string>): ServiceSet[] {
  return Object.entries(record).flatMap(([name, held]) => {
    const plain = plainName(name);
    const gains = GAINS.test(plain);
    if (!(gains || STATES.test(plain)) || (isIdentifier(name) && !gains)) return [];
    if (!gains && declared.has(plain)) return [];
    const value = otherValue(plain, held);
    return value === undefined ? [] : [{ name, value, gains }];
  });
}

const OTHER_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/role|group|permission|privilege|scope|type/, 'admin'],
  [/plan|tier|subscription/, 'enterprise'],
  [/kyc|verif/, 'verified'],
  [/risk/, 'low'],
  [/status/, 'approved'],
  [/segment|level/, 'gold'],
];
/** A number that nobody has by chance. */
const ADDED = 73_519;

function otherValue(name: string, held: unknown): unknown {
  if (typeof held === 'boolean') return !held;
  if (typeof held === 'number') return held + ADDED;
  const text = OTHER_TEXTS.find(([words]) => words.test(name))?.[1];
  if (typeof held === 'string') {
    if (/^-?\d{1,12}(?:\.\d+)?$/.test(held))
      return (Number(held) + ADDED).toFixed(held.split('.')[1]?.length ?? 0);
    return text === held ? undefined : text;
  }
  return Array.isArray(held) && held.every((item) => typeof item === 'string') && text !== undefined
    ? [...held, text]
    : undefined;
}
