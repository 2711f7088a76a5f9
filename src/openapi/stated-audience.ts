import { isNode, type Node } from './node.ts';

/** For whom alone an operation is, in the words of its document. */
export interface Audience {
  /** `Staff only`, `for editors`, `x-roles: admin`. */
  readonly words: string;
  /** Who: `staff`, `team owners`. */
  readonly who: string;
  /** False where a name in brackets says it, `(compliance)`, which may be a subject too. */
  readonly isPlain: boolean;
  /** True where it is said once of a whole group of operations, some of which may be for others after all. */
  readonly isOfGroup?: true;
}

/** Those who run a service, or who are in charge of a part of it. Its users, members and customers are not among them. */
const IN_CHARGE =
  /^(?:staff|admins?|administrators?|administration|superusers?|operators?|managers?|management|supervisors?|moderators?|editors?|owners?|organi[sz]ers?|maintainers?|auditors?|back-?office|desk|compliance|hr)$/i;
/** `Staff only`, `this is for team owners only`. */
const ONLY_BEHIND = /^(?:.{0,80}\b(?:for|to|by) )?(.{2,60}) only$/i;
/** `only for managers`, `restricted to staff`, `requires the role admin`, `for the desk`. */
const ONLY_BEFORE =
  /^(?:.{0,80}\b(?:only (?:for|to|by)|(?:restricted|limited|reserved) (?:to|for)|must be|requires?(?: the)? roles?) |for )(.{2,60})$/i;
/** `only administrators may`. */
const ONLY_MAY = /^(?:.{0,80}\b)?only (.{2,60}) (?:may|can|are allowed)\b/i;
/** `requires compliance role`, `admin rights required`. */
const RIGHTS =
  /^(?:.{0,80}\b)?(?:requires?|needs?) (?:the )?(.{2,60}) (?:role|rights?|permissions?|privileges?|access)$|^(.{2,60}) (?:role|rights?|permissions?|privileges?|access) (?:required|needed)$/i;
/** `Front desk: change a room`, where a summary begins with who does it. */
const BEFORE_COLON = /^([^.;:()\n[\]]{2,40}): /;
/** Spring's `hasRole('ADMIN')`, as generators put it into descriptions. */
const EXPRESSION = /has(?:Any)?(?:Role|Authority)\(([^()]{2,80})\)/i;
const EXTENSION = /^x-(?:required-?|allowed-?|auth-?)?(?:roles?|access|audience)$/i;

/** Descriptions can be whole chapters; for whom an operation is, they say first. */
const READ_CHARS = 2000;
const CLAUSE_CHARS = 160;

/** Reads summary, description, extensions and what a 403 is said to mean. */
export function statedAudience(operation: Node, forbidden: unknown): Audience | undefined {
  return (
    inExtensions(operation) ??
    inText(operation.summary) ??
    beforeColon(operation.summary) ??
    inText(operation.description) ??
    inText(isNode(forbidden) ? forbidden.description : undefined)
  );
}

function inExtensions(operation: Node): Audience | undefined {
  for (const [name, held] of Object.entries(operation)) {
    if (!EXTENSION.test(name)) continue;
    const roles = (Array.isArray(held) ? held : [held]).filter((one) => typeof one === 'string');
    const who = roles.join(', ').slice(0, CLAUSE_CHARS);
    if (roles.length > 0 && isInCharge(who)) return { words: `${name}: ${who}`, who, isPlain: true };
  }
  return undefined;
}

/** What stands before a colon may be a subject as well. */
function beforeColon(text: unknown): Audience | undefined {
  const who = typeof text === 'string' ? BEFORE_COLON.exec(text)?.[1] : undefined;
  return who !== undefined && isInCharge(who) ? { words: `${who}:`, who, isPlain: false } : undefined;
}

function inText(text: unknown): Audience | undefined {
  if (typeof text !== 'string') return undefined;
  const read = text.slice(0, READ_CHARS);
  const expression = EXPRESSION.exec(read);
  if (expression?.[1] && isInCharge(expression[1].replace(/['"]|\bROLE_/g, '')))
    return { words: expression[0], who: expression[1], isPlain: true };
  for (const [, bracketed, sentence] of read.matchAll(/\(([^()]{2,160})\)|([^.;:()\n[\]]{2,})/g)) {
    const clause = (bracketed ?? sentence ?? '').trim().slice(0, CLAUSE_CHARS);
    const said = [ONLY_BEHIND, ONLY_BEFORE, ONLY_MAY, RIGHTS]
      .map((form) => form.exec(clause))
      .map((found) => found?.[1] ?? found?.[2])
      .find((who) => who !== undefined && isInCharge(who));
    if (said !== undefined) return { words: clause, who: said, isPlain: true };
    if (bracketed !== undefined && isInCharge(clause)) return { words: clause, who: clause, isPlain: false };
  }
  return undefined;
}

/** Every one of them: what is for `patients and staff` is for patients. */
function isInCharge(who: string): boolean {
  const named = who
    .split(/,|\/|\band\b|\bor\b/i)
    .map((one) => one.trim().replace(/^(?:an?|the) /i, ''))
    .filter((one) => one !== '');
  return named.length > 0 && named.every((one) => one.split(' ').length <= MOST_WORDS && isOffice(one));
}

/** `platform staff`, `team owners`, `organizer of the event`. */
const MOST_WORDS = 5;
const isOffice = (one: string) => IN_CHARGE.test((one.split(/ of /i)[0] ?? '').split(' ').at(-1) ?? '');
