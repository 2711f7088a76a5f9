import { CATALOGUE } from '../checks/index.ts';
import { counted } from '../report/words.ts';
import { OPTIONAL_WEIGHTS, WEIGHTS } from '../score/formula.ts';
import { print } from './outputs.ts';

/** Lists every check with its rules. */
export async function rulesCommand(options: { readonly json?: boolean }): Promise<number> {
  if (options.json) {
    const catalogue = CATALOGUE.map((check) => ({
      ...check,
      weight: WEIGHTS[check.id] ?? OPTIONAL_WEIGHTS[check.id],
    }));
    await print(`${JSON.stringify(catalogue, null, 2)}\n`);
    return 0;
  }
  const width = Math.max(...CATALOGUE.flatMap(({ rules }) => rules.map(({ id }) => id.length)));
  const lines = CATALOGUE.flatMap((check) => [
    `${check.id}: ${check.purpose} (${counted(check.rules.length, 'rule')})`,
    ...check.rules.map((rule) => {
      const needs = rule.needs && rule.needs.length > 0 ? `  needs ${rule.needs.join(', ')}` : '';
      return `  ${rule.severity.padEnd(8)}  ${rule.id.padEnd(width)}${needs}`.trimEnd();
    }),
    '',
  ]);
  const total = CATALOGUE.reduce((sum, { rules }) => sum + rules.length, 0);
  await print(`${lines.join('\n')}${counted(total, 'rule')} in ${counted(CATALOGUE.length, 'check')}.\n`);
  return 0;
}
