import type { ReportingDescriptor } from 'sarif';
import { scoreWithin } from '../findings/cvss.ts';
import type { Finding } from '../result.ts';
import { code, plainText } from './markdown.ts';
import { cweUrl, explainCommand } from './words.ts';

export const LEVELS = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
} as const;

/** GitHub shows this many tags of a rule; with more than 20 it refuses the file. */
const MAX_TAGS = 10;
/** Length in characters of the descriptions of a rule, to GitHub. */
const MAX_DESCRIPTION = 1_024;

/**
 * The rule as SARIF names it. GitHub shows one severity for all alerts of a rule: findings that were weighed otherwise
 * than by the rule's CVSS score stand under a name of their own, the same from scan to scan.
 */
export function ruleIdOf({ rule, severity, severityReason }: Finding): string {
  return severityReason === undefined ? rule : `${rule}.${severity}`;
}

/** The score that fits the severity shown. GitHub wants one over 0.0. */
export function scoreShown({ severity, cvss }: Finding): number {
  return Math.max(0.1, scoreWithin(severity, cvss.score));
}

export function toDescriptor(finding: Finding): ReportingDescriptor {
  const { guide } = finding;
  const references = [...finding.cwe.map((id) => `CWE-${id}`), finding.owasp].join(' · ');
  const [cwe] = finding.cwe;
  return {
    id: ruleIdOf(finding),
    name: finding.rule.replace(/(^|-)([a-z0-9])/g, (_all, _dash, letter: string) => letter.toUpperCase()),
    shortDescription: { text: described(finding.title, finding.rule) },
    fullDescription: { text: described(finding.description, finding.title, finding.rule) },
    help: {
      text: [
        finding.description,
        `Fix: ${finding.remediation}`,
        ...(guide ? [`Guide: ${guide.command}`] : []),
        references,
      ].join('\n\n'),
      markdown: [
        plainText(finding.description),
        `**Fix.** ${plainText(finding.remediation)}`,
        // Markdown of our own guides.
        ...(guide && guide.remediation !== finding.remediation ? [guide.remediation] : []),
        plainText(references),
        `More: ${code(explainCommand(finding))}`,
      ].join('\n\n'),
    },
    ...(cwe === undefined ? {} : { helpUri: cweUrl(cwe) }),
    defaultConfiguration: { level: LEVELS[finding.severity] },
    properties: {
      tags: ['security', 'api', ...finding.cwe.map((id) => `external/cwe/cwe-${id}`)].slice(0, MAX_TAGS),
      // GitHub ranks by this and shows its band as the severity; it wants a string.
      'security-severity': scoreShown(finding).toFixed(1),
      precision:
        finding.confidence === 'confirmed'
          ? 'very-high'
          : finding.confidence === 'likely'
            ? 'high'
            : 'medium',
    },
  };
}

/** The first text that says anything: GitHub refuses empty descriptions, and cuts long ones itself, badly. */
function described(...texts: readonly string[]): string {
  const text = texts.find((one) => one.trim() !== '') ?? 'middlebrick';
  return text.length <= MAX_DESCRIPTION ? text : `${text.slice(0, MAX_DESCRIPTION - 1)}…`;
}
