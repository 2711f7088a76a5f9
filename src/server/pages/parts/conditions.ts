import type { Condition } from '../../monitor/conditions.ts';

export const CONDITION_CHOICES = [
  ['new-finding', 'A finding is new', 'or back, and as grave as chosen below'],
  ['grade-changed', 'The grade became worse', 'than in the scan before'],
  ['score-below', 'The score is low', 'less than the number below'],
  ['coverage-fell', 'Less was tested', 'than in the scan before, by the points below'],
  ['login-lost', 'A login is lost', 'a credential was refused, or a session ended'],
  ['scan-failed', 'A scan failed', 'and gave no result'],
  ['certificate-expires', 'A certificate expires soon', 'within the days below'],
  ['memory-growth', 'Memory grows with each credential', 'and did not in the scan before'],
] as const satisfies readonly (readonly [Condition['type'], string, string])[];

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
