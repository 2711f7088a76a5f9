import { CATALOGUE } from './index.ts';
import type { Check, Rule } from './rule.ts';

export interface FoundRule {
  readonly check: Check;
  readonly rule: Rule;
}

/** The rule whose id or title the term is. */
export function ruleCalled(term: string): Rule | undefined {
  const wanted = plain(term);
  const rules = CATALOGUE.flatMap((check) => check.rules);
  return rules.find(({ id }) => plain(id) === wanted) ?? rules.find(({ title }) => plain(title) === wanted);
}

/**
 * The rules that a search term names: by id, title, alias or CWE number, and those of a check whose name or OWASP number it is; where there are none, those that have all of its words. Capitals, hyphens and quotes do not matter.
 */
export function rulesAbout(term: string): FoundRule[] {
  const wanted = plain(term);
  if (wanted === '') return [];
  const all = CATALOGUE.flatMap((check) => check.rules.map((rule) => ({ check, rule })));
  const named = all.filter(({ rule }) => hasPhrase(wordsOf(rule), wanted));
  const ofCheck = all.filter(({ check }) => namesOf(check).some((name) => plain(name) === wanted));
  const found = [...named, ...ofCheck.filter(({ rule }) => !named.some((one) => one.rule === rule))];
  return found.length > 0 ? found : all.filter(({ rule }) => hasWords(wordsOf(rule), wanted));
}

/** `bola`, `Broken object level authorization`, `BOLA`, `API1`, `API1:2023`. */
function namesOf({ id, title, owasp }: Check): string[] {
  const [code = ''] = owasp.split(' ');
  return [id, title, ...title.split(/[()]/), code, code.split(':')[0] ?? ''];
}

function wordsOf({ id, title, aliases, cwe }: Rule): string[] {
  return [id, title, ...aliases, ...cwe.map((number) => `cwe ${number}.`)];
}

/** Only the beginning of a word is needed, so that `rate limit` finds `rate limiting`. */
function hasPhrase(texts: readonly string[], wanted: string): boolean {
  return texts.some((text) => ` ${plain(text)}`.includes(` ${wanted}`));
}

function hasWords(texts: readonly string[], wanted: string): boolean {
  return wanted.split(' ').every((word) => hasPhrase(texts, word));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’'"]/g, '')
    .replace(/[\s\-_/:,()]+/g, ' ')
    .trim();
}
