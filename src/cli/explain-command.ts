import { CATALOGUE } from '../checks/index.ts';
import { ScanError } from '../errors.ts';
import { complianceOf } from '../findings/compliance.ts';
import { cvssScore } from '../findings/cvss.ts';
import { wrap } from '../report/layout.ts';
import { print } from './outputs.ts';

/** Prints what a rule looks for and how to mend what it finds. */
export async function explainCommand(id: string): Promise<number> {
  const check = CATALOGUE.find(({ rules }) => rules.some((rule) => rule.id === id));
  const rule = check?.rules.find((one) => one.id === id);
  if (!check || !rule) {
    throw new ScanError('invalid-option', `There is no rule "${id}"; "middlebrick rules" lists them.`);
  }
  const width = Math.min(process.stdout.columns ?? 80, 100);
  const compliance = complianceOf(check.id).map(({ standard, item }) => `${standard} ${item}`);
  const lines = [
    rule.title,
    '',
    ...wrap(rule.meaning, width),
    '',
    ...wrap(`Fix: ${rule.fix}`, width),
    '',
    `Rule        ${rule.id}`,
    `Check       ${check.id} (${check.owasp})`,
    `Severity    ${rule.severity}`,
    `CWE         ${rule.cwe.join(', ')}`,
    `CVSS 4.0    ${cvssScore(rule.cvss).toFixed(1)}  ${rule.cvss}`,
    `Needs       ${rule.needs?.join(', ') || 'nothing but the URL'}`,
    ...wrap(`Helps to show: ${compliance.join(', ')}`, width),
    '',
  ];
  await print(lines.join('\n'));
  return 0;
}
