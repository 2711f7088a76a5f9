import { FRESH_THINGS } from './arms/fresh-things.ts';
import { type Estimate, inBytes } from './estimate.ts';
import type { RetentionFinding, RetentionResult } from './result.ts';
import { SEVERITIES, secondsToFill, severityOf } from './severity.ts';
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
  // A container is full when its memory is, whatever part of that is the allocator's.
  const leastGrowth = found.leastGrowth ?? low;
  const minutes = secondsToFill(leastGrowth) / 60;
  const evidence = `${inBytes(estimate)} (99 % between ${inBytes(low)} and ${inBytes(high)}); ${found.reason}. At 1,000 a second 512 MiB are full in at most ${minutes < 1 ? 'a minute' : `${Math.round(minutes)} minutes`}.`;
  const common = {
    severity: severityOf(leastGrowth),
    owasp: OWASP,
    evidence,
    confidence: surest(trace, found),
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
