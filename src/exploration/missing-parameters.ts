import type { Exchange } from '../http/exchange.ts';
import { json, textStart } from '../http/exchange.ts';

/** An answer names few of them, and long texts are no complaint. */
const MOST_NAMES = 6;
const READ_CHARACTERS = 4_000;

const NAME = '["\'`“‘]?([A-Za-z_][\\w.\\-[\\]]{0,40})["\'`”’]?';
/** How frameworks say in words that a parameter is missing; each with the name as its first group. */
const SENTENCES: readonly RegExp[] = [
  // ajv: must have required property 'from'
  new RegExp(`required property ${NAME}`, 'i'),
  // Spring: Required request parameter 'from' for method parameter type String is not present
  new RegExp(`required (?:request |query |string |int )?(?:parameter|param|field|argument)\\s+${NAME}`, 'i'),
  // Missing required parameter: from · missing query parameter "from"
  new RegExp(
    `missing (?:a |the |required |query |request )*(?:parameters?|params?|fields?|arguments?|keys?)\\s*(?::\\s*)?${NAME}`,
    'i',
  ),
  // "from" is required · from is missing · The from field is required.
  new RegExp(
    `${NAME}\\s+(?:(?:query |request )?(?:parameter|param|field|argument)\\s+)?(?:is|are)\\s+(?:required|missing|mandatory)`,
    'i',
  ),
  // class-validator: from must be a number string · from should not be empty
  new RegExp(`^${NAME} (?:must be|has to be|should not be empty)`, 'i'),
  // DRF and others: please provide from
  new RegExp(`(?:provide|specify|supply|pass|include) (?:a |an |the |valid |query |parameter )*${NAME}`, 'i'),
];
/** Words that such sentences hold where the name should stand. */
const NO_NAMES =
  /^(?:a|an|the|is|are|it|this|that|field|fields|parameter|parameters|param|value|values|valid|request|query|body|authentication|authorization|token|login|id_token|credentials|access|header|api|key|detail|message|error|for|of|to|in|one|at|least|all|user|and|or|not|be|your|required|missing)$/i;

/** A parameter that an answer asked for. */
export interface Missing {
  readonly name: string;
  /** What it takes, where the answer says so. */
  readonly value?: string;
}

/** `must be one of: week, month` · `Input should be 'kwh' or 'm3'` · `allowed values are [a, b]` */
const ONE_OF =
  /(?:one of|should be|expected|allowed(?: values?)?(?: are)?|valid (?:values?|options?)(?: are)?|choose from|either)[\s:=([{]{0,6}["'`“‘]?([A-Za-z][\w.-]{0,40})["'`”’]?(?=\s{0,2}(?:,|\||\/|or\b))/i;
/** What dates look like; a day of a year that most records have behind them, and few have before them. */
const DATES: readonly (readonly [RegExp, string])[] = [
  [/yyyy-mm-ddt|date-?time|rfc ?3339/i, '2024-01-01T00:00:00Z'],
  [/yyyy-mm-dd|%Y-%m-%d|\bdate\b|iso ?8601/i, '2024-01-01'],
  [/yyyy-mm|%Y-%m/i, '2024-01'],
  [/yyyy\b|\byear\b/i, '2024'],
];

/** A value that the complaint itself names or describes. */
function valueSaid(text: string, name: string): string | undefined {
  const about = text.replace(new RegExp(`["'\`“‘]?${escaped(name)}["'\`”’]?`, 'g'), '');
  const listed = ONE_OF.exec(about);
  if (listed?.[1] && !NO_NAMES.test(listed[1])) return listed[1];
  return DATES.find(([words]) => words.test(about))?.[1];
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Names of query parameters that a 400 or 422 says are missing: FastAPI's and Pydantic's `loc`, express-validator's
 * `path` and `location`, ASP.NET's `errors`, and sentences of other frameworks.
 */
export function missingParameters(exchange: Exchange): readonly Missing[] {
  const { status } = exchange.response;
  if (status !== 400 && status !== 422) return [];
  const document = json(exchange.response);
  const structured = [...entriesOf(document)];
  const texts = document === undefined ? [textStart(exchange.response, READ_CHARACTERS)] : textsOf(document);
  const said = texts.flatMap((text) => SENTENCES.flatMap((sentence) => sentence.exec(text)?.[1] ?? []));
  const names = [...structured, ...said].filter((name) => !NO_NAMES.test(name));
  return [...new Set(names)].slice(0, MOST_NAMES).map((name) => {
    const value = texts
      .filter((text) => names.length === 1 || text.includes(name))
      .flatMap((text) => valueSaid(text, name) ?? [])[0];
    return { name, ...(value === undefined ? {} : { value }) };
  });
}

/** Entries of lists and maps of errors, each with the name that it is about. */
function* entriesOf(document: unknown, depth = 0): Generator<string> {
  if (depth > 4 || typeof document !== 'object' || document === null) return;
  if (Array.isArray(document)) {
    for (const entry of document.slice(0, MOST_NAMES)) yield* entriesOf(entry, depth + 1);
    return;
  }
  const { loc, location, path, param, errors, in: where } = document as Record<string, unknown>;
  if (Array.isArray(loc) && loc[0] === 'query' && typeof loc[1] === 'string') yield loc[1];
  const place = location ?? where;
  const name = path ?? param ?? (document as Record<string, unknown>).name;
  if (place === 'query' && typeof name === 'string') yield name;
  if (typeof errors === 'object' && errors !== null && !Array.isArray(errors)) {
    yield* Object.keys(errors)
      .filter((key) => /^[A-Za-z_]\w{0,40}$/.test(key))
      .slice(0, MOST_NAMES);
  }
  for (const held of Object.values(document)) yield* entriesOf(held, depth + 1);
}

function textsOf(document: unknown, depth = 0): string[] {
  if (typeof document === 'string') return [document.slice(0, READ_CHARACTERS)];
  if (depth > 4 || typeof document !== 'object' || document === null) return [];
  return Object.values(document)
    .slice(0, 20)
    .flatMap((held) => textsOf(held, depth + 1));
}
