import { singular } from './path-template.ts';
import { plainName } from './plain-name.ts';

/** What programs that serve a path by a file of their own are called by. */
const EXTENSION =
  /\.(?:php\d?|phtml|aspx?|ashx|asmx|jspx?|do|action|cgi|pl|py|rb|cfm|json|xml|csv|txt|pdf|ics|html?)$/i;
/** `getInvoice`, `view_order`, `download-report`. */
const VERB = /^(?:get|view|show|read|fetch|download|export|print|load|open|find)(?:[-_](?=[a-z])|(?=[A-Z]))/;
/** Last parts of a path that say what is done with what stands before them. */
const ONLY_VERB =
  /^(?:get|view|show|details?|read|fetch|download|export|print|load|open|find|file|info|preview|item|single|by-?id)$/i;

/** The last part of a path without what only says which program serves it. */
export function withoutExtension(part: string): string {
  return part.replace(EXTENSION, '');
}

/** What a path is about, in the singular: `payslip` of `/api/payslip.php`, `order` of `/orders/{id}` and `/orders/view`. */
export function kindInPath(path: string): string {
  const words = (path.split('?', 1)[0] ?? '')
    .split('/')
    .filter((part) => part !== '' && !part.startsWith('{'))
    .map(withoutExtension);
  const last = words.at(-1) ?? '';
  const isVerb = ONLY_VERB.test(last) && words.length > 1;
  return singular((isVerb ? (words.at(-2) ?? '') : last).replace(VERB, ''));
}

/** `filter[guest]`, `where[user][id]`, `filter.owner`: what is filtered by is what stands inside. */
const IN_FILTER =
  /^(?:filters?|where|criteria|match|search|by|q)(?:\[([\w-]{1,40}(?:\]\[[\w-]{1,40}){0,2})\]|[.:]([\w-]{1,40}))(?:\[(?:eq|in|is)?\])?$/i;

/** `ids`, `skus[]` and `serials` name one of what they name several of. */
export function singleName(name: string): string {
  const [, bracketed, dotted] = IN_FILTER.exec(name) ?? [];
  const inner = bracketed ?? dotted ?? name;
  const plain = inner.replace(/\]\[/g, '_').replace(/\[\]$/, '');
  return /(?:us|is|ss)$/i.test(plain) ? plain : singular(plain);
}

/** `active_household` is the household that somebody chose. */
const CHOSEN = /^(?:active|current|selected|chosen|default|preferred)[-_]?(?=[a-z]{3})/i;

/** A name without what only says that it was chosen. */
export function withoutChoice(name: string): string {
  return name.replace(CHOSEN, '');
}

/** Logins and their tokens, and what a browser keeps of tastes: which one, or whose, they do not say. */
const NO_CHOICE =
  /sess|(?:^|[._-])sid$|auth|token|jwt|csrf|xsrf|remember|consent|lang|locale|theme|currency|flash|^_|track|nonce|role|admin|(?:^|[._-])(?:plan|tier)$/i;

/** True for a cookie that may keep whose or which one somebody chose to look at: `active_team`. */
export function keepsChoice(name: string): boolean {
  return name !== '' && !NO_CHOICE.test(name);
}

const ENDING = /(?:uuid|guid|id|numbers?|num|nr|no|code|key|reference|ref|slug)$/;

/** A name without what only says that it identifies: `employee` of `employee_id`, `emp` of `emp_no`, `org` of `orgSlug`. */
export function stemOf(name: string): string {
  const plain = plainName(withoutChoice(name));
  const stem = plain.replace(ENDING, '');
  return stem === '' ? plain : stem;
}

/** Beginnings of other lengths are words of their own: `car` of `card`, `book` of `booking`. */
const LETTERS = 3;
const SHORTEST_WORD = 7;

/** What a word is cut down to; empty for words that are short already. */
export function abbreviationOf(word: string): string {
  return word.length >= SHORTEST_WORD ? word.slice(0, LETTERS) : '';
}

/** `emp` stands for `employee` and `org` for `organisation`, whichever of the two is the parameter. */
export function isAbbreviated(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short !== '' && short === abbreviationOf(long);
}

/** Where a user reads his own record. */
export const OWN_RECORD =
  /\/(?:me|self|whoami|userinfo|my-?(?:profile|account)|profile|current[-_]?user)\/?$/i;
