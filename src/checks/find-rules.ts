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
 * The rules that a search term names: by id, title, alias or CWE number; where none of these has it, or the term is the
 * id of a check, the rules of the checks that it names. Capitals, hyphens and quotes do not matter.
 */
export function rulesAbout(term: string): FoundRule[] {
  const wanted = plain(term);
  if (wanted === '') return [];
  const all = CATALOGUE.flatMap((check) => check.rules.map((rule) => ({ check, rule })));
  const named = all.filter(({ rule }) => has(wordsOf(rule), wanted));
  const ofCheck = all.filter(({ check }) =>
    named.length === 0 ? has([check.title, check.owasp], wanted) : plain(check.id) === wanted,
  );
  return [...named, ...ofCheck.filter(({ rule }) => !named.some((one) => one.rule === rule))];
}

function wordsOf({ id, title, aliases, cwe }: Rule): string[] {
  return [id, title, ...aliases, ...cwe.map((number) => `cwe ${number}.`)];
}

/** One text has the term at the beginning of a word, so that `rate limit` finds `rate limiting`, or together they have its words. */
function has(texts: readonly string[], wanted: string): boolean {
  const known = texts.map((text) => ` ${plain(text)}`);
  if (known.some((text) => text.includes(` ${wanted}`))) return true;
  return wanted.split(' ').every((word) => known.some((text) => text.includes(` ${word}`)));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’'"]/g, '')
    .replace(/[\s\-_/:,()]+/g, ' ')
    .trim();
}
