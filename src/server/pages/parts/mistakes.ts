import type { Markup } from '../../../report/html/markup.ts';
import { markup } from '../../../report/html/markup.ts';
import { Problem } from '../../api/problem.ts';

/** What the API says is wrong with a form: by field, and what is about none of them. */
export interface Mistakes {
  readonly at: ReadonlyMap<string, string>;
  readonly others: readonly string[];
}

export const NO_MISTAKES: Mistakes = { at: new Map(), others: [] };

const FAULTS_OF_FORMS = [400, 409, 412, 422];

/**
 * @param fields of the form, by the places of the request that they become, or by `code:` and the code of a problem
 * @throws what is no fault of the form
 */
export function mistakesOf(problem: unknown, fields: Readonly<Record<string, string>>): Mistakes {
  if (!(problem instanceof Problem && FAULTS_OF_FORMS.includes(problem.status))) throw problem;
  const at = new Map<string, string>();
  const others: string[] = [];
  for (const { place, says } of saidBy(problem)) {
    const field = fields[`code:${problem.code}`] ?? fieldOf(place, fields);
    if (field === undefined) others.push(place === '' ? says : `${place}: ${says}`);
    else if (!at.has(field)) at.set(field, says);
  }
  return { at, others };
}

/** Stands above the page; each line leads to its field. */
export function mistakesNotice({ at, others }: Mistakes): Markup | undefined {
  if (at.size + others.length === 0) return undefined;
  return markup`<p><b>Nothing was changed.</b></p><ul>${others.map((says) => markup`<li>${says}</li>`)}${[...at].map(([field, says]) => markup`<li><a href="#${idOf(field)}">${says}</a></li>`)}</ul>`;
}

export function idOf(field: string): string {
  return `f-${field}`;
}

/** The page is drawn anew with what was given, and of what there is now: who sends that knows. */
export const OUTDATED =
  'Somebody changed this meanwhile. Open it again to see how it is now, or save once more to put yours in its place.';

function saidBy({ code, errors, message }: Problem): { readonly place: string; readonly says: string }[] {
  if (code === 'outdated') return [{ place: '', says: OUTDATED }];
  if (errors !== undefined) return errors.map(({ at, detail }) => ({ place: at, says: inWords(detail) }));
  const [, place = '', says = message] = /^([a-z][\w.]*): (.+)$/is.exec(message) ?? [];
  return [{ place, says: inWords(says) }];
}

/** That of the longest place that it lies in. */
function fieldOf(place: string, fields: Readonly<Record<string, string>>): string | undefined {
  const [longest] = Object.keys(fields)
    .filter((known) => place === known || place.startsWith(`${known}.`))
    .sort((a, b) => b.length - a.length);
  return longest === undefined ? undefined : fields[longest];
}

/** The checks of the API speak to programmers. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^Too small: expected string .*$/, 'Fill this in.'],
  [/^Too big: expected string to have <=(\d+) characters$/, 'At most $1 characters.'],
  [/^Too small: expected \w+ to be >=([\d.]+)$/, 'At least $1.'],
  [/^Too big: expected \w+ to be <=([\d.]+)$/, 'At most $1.'],
  [/^Invalid input: expected (?:number|int), .*$/, 'Give a number.'],
  [/^Too small: expected array .*$/, 'Choose at least one.'],
];

function inWords(detail: string): string {
  for (const [form, says] of WORDS) if (form.test(detail)) return detail.replace(form, says);
  const sentence = `${detail.charAt(0).toUpperCase()}${detail.slice(1)}`;
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
