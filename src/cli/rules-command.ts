import { rulesAbout } from '../checks/find-rules.ts';
import { CATALOGUE } from '../checks/index.ts';
import type { Check } from '../checks/rule.ts';
import { ScanError } from '../errors.ts';
import { counted } from '../report/words.ts';
import { OPTIONAL_WEIGHTS, WEIGHTS } from '../score/formula.ts';
import { print } from './outputs.ts';
import { ruleLines, widest } from './rule-lines.ts';

/** Lists every check with its rules, or the rules that a search term finds. */
export async function rulesCommand(term: string, options: { readonly json?: boolean }): Promise<number> {
  const checks = term === '' ? CATALOGUE : checksAbout(term);
  if (options.json) {
    const catalogue = checks.map((check) => ({
      ...check,
      weight: WEIGHTS[check.id] ?? OPTIONAL_WEIGHTS[check.id],
    }));
    await print(`${JSON.stringify(catalogue, null, 2)}\n`);
    return 0;
  }
  const rules = checks.flatMap((check) => check.rules);
  const width = widest(rules);
  const lines = checks.flatMap((check) => [
    `${check.title} (${check.id}): ${check.purpose} ${counted(check.rules.length, 'rule')}.`,
    ...ruleLines(check.rules, width),
    '',
  ]);
  await print(
    `${lines.join('\n')}${counted(rules.length, 'rule')} in ${counted(checks.length, 'check')}${term === '' ? '' : ` about "${term}"`}.\n`,
  );
  return 0;
}

function checksAbout(term: string): Check[] {
  const found = rulesAbout(term).map(({ rule }) => rule);
  if (found.length === 0) {
    throw new ScanError(
      'invalid-option',
      `No rule is about "${term}": try another term, such as IDOR or XSS; "middlebrick rules" lists all rules.`,
    );
  }
  return CATALOGUE.map((check) => ({
    ...check,
    rules: check.rules.filter((rule) => found.includes(rule)),
  })).filter(({ rules }) => rules.length > 0);
}
