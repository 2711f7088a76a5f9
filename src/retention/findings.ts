import { memoryInWords } from '../memory-in-words.ts';
import { inTime } from '../time-in-words.ts';
import { FRESH_THINGS } from './arms/fresh-things.ts';
import { containerOf } from './container-kind.ts';
import { type Estimate, inBytes } from './estimate.ts';
import { type Outlook, outlookOf } from './outlook.ts';
import type { RetentionFinding, RetentionResult } from './result.ts';
import { SEVERITIES, severityOf } from './severity.ts';
import type { RetentionTrace } from './trace.ts';

const OWASP = 'API4:2023' as const;
const CWE = {
  'memory-kept-per-credential': ['CWE-770', 'CWE-401'],
  'memory-kept-per-connection': ['CWE-772', 'CWE-770'],
  'memory-kept-per-request': ['CWE-401'],
};
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
  const watched = trace.profile === 'watch';
  if (found.bytes === undefined || (trace.arm === 'same-credential' && !watched)) return undefined;
  const { low, high, estimate } = found.bytes;
  const outlook = outlookOf(trace, found);
  const evidence = `${inBytes(estimate)} (99 % between ${inBytes(low)} and ${inBytes(high)}); ${found.reason}.${outlook ? ` ${attackInWords(outlook)}` : ''}`;
  const container = containerOf(trace, found);
  const common = {
    severity: severityOf(outlook),
    owasp: OWASP,
    evidence,
    confidence: surest(trace, found),
    ...(container && { container }),
  };
  switch (found.verdict) {
    case 'per-request-growth':
      return {
        ...common,
        id: 'memory-kept-per-request',
        title: 'Memory leak per request',
        cwe: CWE['memory-kept-per-request'],
      };
    case 'unbounded-growth':
    case 'suspected-growth': {
      if (watched)
        return {
          ...common,
          confidence: 'suspected',
          id: 'memory-kept-per-request',
          title: 'Memory grows under its own traffic',
          cwe: ['CWE-401'],
        };
      const confidence = found.verdict === 'unbounded-growth' ? common.confidence : ('suspected' as const);
      const { rule, name } = FRESH_THINGS[trace.arm];
      return { ...common, confidence, id: rule, title: `Memory leak per ${name}`, cwe: CWE[rule] };
    }
    default:
      return undefined;
  }
}

/** A short run tests neither larger caps nor longer lives, and one that was cut short lacks a wave. */
function surest({ profile }: RetentionTrace, { missing }: Estimate): RetentionFinding['confidence'] {
  return profile === 'quick' || missing !== undefined ? 'likely' : 'confirmed';
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
