import { memoryInWords } from '../memory-in-words.ts';
import { inTime } from '../time-in-words.ts';
import { containerOf } from './container-kind.ts';
import { type Estimate, inBytes } from './estimate.ts';
import { type Outlook, outlookOf } from './outlook.ts';
import type { RetentionFinding, RetentionResult } from './result.ts';
import { SEVERITIES, severityOf } from './severity.ts';
import type { RetentionTrace } from './trace.ts';

const OWASP = 'API4:2023' as const;
/** Notes that a driver leaves in a trace when an answer, not memory, is the finding. */
export const FAIL_CLOSED_NOTE = 'Never-seen credentials are refused with';

/** What a report should list. Growth by time alone is told in the verdict and is nobody's fault in a request. */
export function findingsOf(trace: RetentionTrace, found: Estimate): RetentionFinding[] {
  return [growth(trace, found), restart(trace), failClosed(trace)].filter((finding) => finding !== undefined);
}

export function gravest(
  findings: readonly RetentionFinding[],
): Pick<RetentionResult, 'severity' | 'cwe' | 'owasp'> {
  const severity = SEVERITIES.find((level) => findings.some((finding) => finding.severity === level));
  const cwe = [...new Set(findings.flatMap((finding) => finding.cwe))];
  return severity === undefined ? { cwe } : { severity, cwe, owasp: OWASP };
}

function growth(trace: RetentionTrace, found: Estimate): RetentionFinding | undefined {
  if (found.bytes === undefined || trace.arm === 'same-credential') return undefined;
  const { low, high, estimate } = found.bytes;
  const outlook = outlookOf(trace, found);
  const evidence = `${inBytes(estimate)} (99 % between ${inBytes(low)} and ${inBytes(high)}); ${found.reason}.${outlook ? ` ${attackInWords(outlook)}` : ''}`;
  const container = containerOf(trace, found);
  const common = {
    severity: severityOf(outlook),
    owasp: OWASP,
    evidence,
    confidence: 'confirmed' as const,
    ...(container && { container }),
  };
  switch (found.verdict) {
    case 'per-request-growth':
      return {
        ...common,
        id: 'memory-kept-per-request',
        title: 'Memory leak per request',
        cwe: ['CWE-401'],
      };
    case 'unbounded-growth':
    case 'suspected-growth': {
      const confidence = found.verdict === 'unbounded-growth' ? 'confirmed' : 'suspected';
      if (trace.arm === 'connection')
        return {
          ...common,
          confidence,
          id: 'memory-kept-per-connection',
          title: 'Memory leak per connection',
          cwe: ['CWE-772', 'CWE-770'],
        };
      const kind = { jwt: 'token', certificate: 'client certificate' }[trace.arm as string] ?? 'API key';
      return {
        ...common,
        confidence,
        id: 'memory-kept-per-credential',
        title: `Memory leak per ${kind}`,
        cwe: ['CWE-770', 'CWE-401'],
      };
    }
    default:
      return undefined;
  }
}

/** What an attacker needs, from the lower end of the interval: it takes no longer than that. */
function attackInWords({ attackPerSecond, attackSeconds, limitBytes, perSecondToFillInAnHour }: Outlook) {
  const rate = attackPerSecond.toLocaleString('en');
  const slow = Math.max(1, Math.ceil(perSecondToFillInAnHour)).toLocaleString('en');
  return `At ${rate} a second ${memoryInWords(limitBytes)} are full in at most ${inTime(attackSeconds.most)}; ${slow} a second fill them in an hour.`;
}

function restart(trace: RetentionTrace): RetentionFinding | undefined {
  const { stopped } = trace;
  if (stopped?.code !== 'restarted' && stopped?.code !== 'oom-killed') return undefined;
  return {
    id: 'restart-during-probe',
    title:
      stopped.code === 'oom-killed'
        ? 'Out of memory under bounded load'
        : 'Service restart under bounded load',
    severity: stopped.code === 'oom-killed' ? 'high' : 'medium',
    confidence: 'confirmed',
    cwe: ['CWE-400'],
    owasp: OWASP,
    evidence: stopped.reason,
  };
}

function failClosed(trace: RetentionTrace): RetentionFinding | undefined {
  const note = trace.notes.find((text) => text.startsWith(FAIL_CLOSED_NOTE));
  if (note === undefined) return undefined;
  return {
    id: 'fail-closed-limiter',
    title: 'Full rate limiter locks out new clients',
    severity: 'medium',
    confidence: 'confirmed',
    cwe: ['CWE-400'],
    owasp: OWASP,
    evidence: note,
  };
}
