import type { Markup } from '../../../report/html/markup.ts';
import { SEVERITIES } from '../../../result.ts';
import type { Condition } from '../../monitor/conditions.ts';
import type { Fields } from './fields.ts';

/** What can be told, each with how much of it. */
export function conditionChoices(field: Fields) {
  const number = (name: string, label: string, to: number) =>
    field.text(name, label, { type: 'number', from: 1, to, step: 'any', short: true, inRow: true });
  const severities = SEVERITIES.map((severity) => [severity, severity] as const);
  const directions = [['worse', 'worse'] as const, ['any', 'worse or better'] as const];
  return [
    ['new-finding', 'A finding is new', 'or back', field.select('severity', 'At least', severities)],
    [
      'grade-changed',
      'The grade changed',
      'since the scan before',
      field.select('direction', 'It is', directions),
    ],
    ['score-below', 'The score is low', undefined, number('score', 'Less than', 100)],
    [
      'coverage-fell',
      'Less was tested',
      'than in the scan before',
      number('points', 'Percentage points, at least', 100),
    ],
    ['login-lost', 'A login is lost', 'a credential was refused, or a session ended'],
    ['scan-failed', 'A scan failed', 'and gave no result'],
    ['certificate-expires', 'A certificate expires soon', undefined, number('days', 'Within days', 365)],
    ['memory-growth', 'Memory grows with each credential', 'and did not in the scan before'],
  ] as const satisfies readonly (readonly [Condition['type'], string, string?, Markup?])[];
}

export function conditionInWords(condition: Condition): string {
  switch (condition.type) {
    case 'new-finding':
      return condition.severity === 'info'
        ? 'any new finding'
        : `a new finding that is ${condition.severity}${condition.severity === 'critical' ? '' : ' or worse'}`;
    case 'score-below':
      return `score less than ${condition.score}`;
    case 'grade-changed':
      return condition.direction === 'worse' ? 'a worse grade' : 'another grade';
    case 'coverage-fell':
      return `coverage fell by ${condition.points} points or more`;
    case 'login-lost':
      return 'a login is lost';
    case 'scan-failed':
      return 'a scan failed';
    case 'certificate-expires':
      return `the certificate expires within ${condition.days} days`;
    case 'memory-growth':
      return 'memory grows with each credential';
  }
}
