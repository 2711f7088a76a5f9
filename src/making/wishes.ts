export interface Bounds {
  readonly least?: number;
  readonly most?: number;
}

/** What a service wants of a member that it refused. */
export type Wish =
  | { readonly kind: 'present' | 'absent' | 'other' | 'valid' }
  | ({ readonly kind: 'length' | 'number' } & Bounds)
  /** A day that is not so far away. */
  | { readonly kind: 'days'; readonly most: number }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  /** As a regular expression of ECMA-262. */
  | { readonly kind: 'pattern'; readonly source: string }
  | { readonly kind: 'type'; readonly type: WantedType };

export type WantedType =
  | 'number'
  | 'boolean'
  | 'list'
  | 'object'
  | 'text'
  | 'uuid'
  | 'date'
  | 'date-time'
  | 'e-mail'
  | 'address';

const MOST_CHOICES = 20;

const TAKEN = /\b(?:taken|already|exists?|in use|duplicate|unique|not available|registered)\b/i;
const UNKNOWN =
  /not allowed|not permitted|unknown|unexpected|additional propert|unrecogni[sz]ed|should not exist|extra (?:fields?|inputs?)|forbidden/i;
const MISSING =
  /required|missing|blank|empty|must (?:not be|be) (?:null|given|present|provided|defined|supplied)|undefined|not be null|may not be null|provide|needed/i;
const CHOICE =
  /(?:one of|any of|following values|among|may (?:hold|contain)|can (?:hold|contain)|supported(?: values)?(?: are)?|valid (?:choices|values|options)(?: are)?|allowed(?: values)?(?: are)?|in \[|values accepted(?: for Enum class)?|options(?: are)?|must be either|input should be(?= '))[:\s]{0,3}\[?\s?(["'`]?[\w.-]{1,40}["'`]?(?:(?:\s?[,|/]\s?(?:(?:or|and)\s)?|\s(?:or|and)\s)["'`]?[\w.-]{1,40}["'`]?){1,19})/i;
/** `must match /^\d{6}$/ regular expression`, `should match pattern '^[A-Z]{3}$'`, `must match "^\w+$"` */
const PATTERN = /\bmatch(?:es)?\b[^/"'`^\n]{0,60}(?:\/(\^?[^\n]{1,200})\/|["'`](\^[^\n"'`]{1,200})["'`])/i;
const NO_VALUE = /^(?:these|formats?|following|values?|use|the|a|an)$/i;
const TYPES: readonly (readonly [RegExp, WantedType])[] = [
  [/\buuid|guid\b/i, 'uuid'],
  [/date-?time|iso.?8601|timestamp|rfc.?3339/i, 'date-time'],
  [/\bdates?\b|yyyy/i, 'date'],
  [/\be-?mail\b/i, 'e-mail'],
  [/\bur[il]\b|web address/i, 'address'],
  [/\b(?:number|integer|int|numeric|decimal|float|digits only|double)\b/i, 'number'],
  [/\bbool(?:ean)?\b|accepted/i, 'boolean'],
  [/\b(?:array|list)\b/i, 'list'],
  [/\b(?:object|dict(?:ionary)?|map)\b/i, 'object'],
  [/\b(?:string|str|text)\b/i, 'text'],
];
const LEAST =
  /(?:at least|min(?:imum)?(?:\s(?:length|value))?(?:\s(?:of|is))?|longer than or equal to|greater than or equal to|not be less than|>=|no (?:fewer|less) than)[\s:]{0,3}(\d{1,9})/i;
const MORE_THAN = /(?:greater than|more than|longer than|exceed(?:ing)?)\s(\d{1,9})/i;
const POSITIVE = /\bpositive\b/i;
const MOST =
  /(?:at most|max(?:imum)?(?:\s(?:length|value))?(?:\s(?:of|is))?|shorter than or equal to|less than or equal to|not (?:be )?(?:exceed|greater than|longer than|more than)|<=|no more than|up to)[\s:]{0,3}(\d{1,9})/i;
/** Both ends at once: `from 1 to 30`, `between 1 and 30`, `3 to 80 characters`. */
const RANGE =
  /(?:from|between|range(?: of| is)?|\bin)[\s:]\s?\[?(\d{1,9})\s?(?:to|and|-|–|,|\.\.)\s?(\d{1,9})\b|\b(\d{1,9})\s?(?:to|-|–)\s?(\d{1,9})[\s-](?:char|letter|symbol|digit)/i;
/** How far ahead something may be: `within the next 120 days`, `open 180 days ahead`, `at most 3 months in advance`. */
const AHEAD =
  /(?:within|next|at most|up to|maximum|max\.?|than|open)\s(?:the\s)?(?:coming\s|of\s)?(\d{1,4})\s(day|week|month)s?\b/i;
const DAYS_IN = { day: 1, week: 7, month: 30 } as const;
const OF_LENGTH = /char|length|long|short|symbol|letter/i;

/** Read from the words of an error; undefined where they ask for nothing that could be done. */
export function wishOf(text: string, status: number): Wish | undefined {
  const pattern = PATTERN.exec(text);
  if (pattern) return { kind: 'pattern', source: pattern[1] ?? pattern[2] ?? '' };
  const choices = choicesIn(text);
  if (choices.length > 0) return { kind: 'choice', values: choices };
  const ahead = daysIn(text);
  if (ahead !== undefined) return { kind: 'days', most: ahead };
  const [from, to] = rangeIn(text);
  const [least, most] = [from ?? leastIn(text), to ?? numberIn(MOST, text)];
  if (least !== undefined || most !== undefined) {
    const bounds = {
      ...(least === undefined ? {} : { least }),
      ...(most === undefined ? {} : { most }),
    };
    return { kind: OF_LENGTH.test(text) ? 'length' : 'number', ...bounds };
  }
  if (UNKNOWN.test(text)) return { kind: 'absent' };
  if (TAKEN.test(text) || status === 409) return { kind: 'other' };
  const type = TYPES.find(([words]) => words.test(text))?.[1];
  if (MISSING.test(text)) return type === 'boolean' ? { kind: 'type', type } : { kind: 'present' };
  if (type) return { kind: 'type', type };
  if (/short/i.test(text)) return { kind: 'length', least: 12 };
  if (/long/i.test(text)) return { kind: 'length', most: 20 };
  return /valid|format|match|pattern|malformed|wrong|must|should/i.test(text) ? { kind: 'valid' } : undefined;
}

function choicesIn(text: string): string[] {
  const listed = CHOICE.exec(text)?.[1] ?? '';
  const values = listed
    .split(/\s?[,|/]\s?(?:(?:or|and)\s)?|\s(?:or|and)\s/)
    .map((value) => value.replace(/^["'`]|["'`]$/g, ''))
    .filter((value) => value !== '');
  return values.length > 1 && !values.some((value) => NO_VALUE.test(value))
    ? values.slice(0, MOST_CHOICES)
    : [];
}

function rangeIn(text: string): readonly [least?: number, most?: number] {
  const [, a, b, c, d] = RANGE.exec(text) ?? [];
  const [least, most] = [a ?? c, b ?? d];
  return least === undefined || most === undefined || Number(least) > Number(most)
    ? []
    : [Number(least), Number(most)];
}

function daysIn(text: string): number | undefined {
  const [, count, unit = 'day'] = AHEAD.exec(text) ?? [];
  // Of what has to be so long before, days that are farther away are taken.
  const isEarliest = /at least|earliest|not less|sooner|minimum/i.test(text);
  if (count === undefined || isEarliest) return undefined;
  return Number(count) * (DAYS_IN[unit.toLowerCase() as keyof typeof DAYS_IN] ?? 1);
}

function leastIn(text: string): number | undefined {
  const more = numberIn(MORE_THAN, text);
  const isMost = /not (?:be )?(?:exceed|greater than|longer than|more than)|no more than/i.test(text);
  return (
    numberIn(LEAST, text) ??
    (more === undefined || isMost ? undefined : more + 1) ??
    (POSITIVE.test(text) ? 1 : undefined)
  );
}

function numberIn(pattern: RegExp, text: string): number | undefined {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
