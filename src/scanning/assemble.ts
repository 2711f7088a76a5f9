import { randomUUID } from 'node:crypto';
import { missingGround, toCheckOutcome } from '../checks/outcome.ts';
import type { Check } from '../checks/rule.ts';
import type { RuleRun } from '../checks/run.ts';
import type { Suppression } from '../compare/suppressions.ts';
import { suppress } from '../compare/suppressions.ts';
import type { Surface } from '../discovery/surface.ts';
import { toFindings } from '../findings/group.ts';
import { plain } from '../findings/plain.ts';
import type { Guide } from '../guides/guide.ts';
import type { Redactor } from '../http/redact.ts';
import { createRedactor } from '../http/redact.ts';
import type { Traffic } from '../http/session.ts';
import { secretsOf } from '../identities/identity.ts';
import { counted } from '../report/words.ts';
import type { OperationOutcome, Retention, ScanResult } from '../result.ts';
import { REACHED, RESULT_VERSION } from '../result.ts';
import type { RetentionResult } from '../retention/result.ts';
import { scoreOf } from '../score/score.ts';
import { VERSION } from '../version.ts';

/** Everything that a scan gathered. */
export interface Gathered {
  readonly startedAt: number;
  readonly surface: Surface;
  readonly traffic: Traffic;
  readonly checks: readonly Check[];
  readonly runs: readonly RuleRun[];
  /** By rule. */
  readonly guides: ReadonlyMap<string, Guide>;
  readonly operations: readonly OperationOutcome[];
  readonly suppressions: readonly Suppression[];
  /** What the scan made and could not remove. */
  readonly left: readonly string[];
  readonly partial?: string;
  readonly retention?: RetentionResult;
}

/** Turns what was gathered into the result document: findings, suppressions, scores. Sends nothing. */
export function assemble(gathered: Gathered): {
  readonly result: ScanResult;
  readonly warnings: readonly string[];
} {
  const { surface, checks, runs, traffic } = gathered;
  const redactor = createRedactor([
    ...surface.identities.flatMap(secretsOf),
    ...(surface.foreignToken === undefined ? [] : [surface.foreignToken]),
  ]);
  const today = new Date(gathered.startedAt).toISOString().slice(0, 10);
  const judged = suppress(toFindings(runs, surface, redactor, gathered.guides), gathered.suppressions, today);
  const outcomes = checks.map((check) =>
    toCheckOutcome(check, runs, judged.findings, {
      // Without such an endpoint the check has nothing to say about the API.
      counts: check.id !== 'llm-security' || surface.llmEndpoints.length > 0,
      noGround: missingGround(check, gathered.operations),
    }),
  );
  const reached = gathered.operations.some(({ status }) => REACHED.has(status));
  const result: ScanResult = {
    version: RESULT_VERSION,
    id: randomUUID(),
    tool: { name: 'middlebrick', version: VERSION },
    startedAt: new Date(gathered.startedAt).toISOString(),
    durationMs: Date.now() - gathered.startedAt,
    ...(gathered.partial ? { partial: gathered.partial } : {}),
    mode: surface.mode,
    target: { url: redactor.text(surface.target.url), scope: [...surface.target.scope] },
    surface: describeSurface(surface, (value) => plain(redactor.text(value))),
    score: scoreOf(outcomes, judged.findings, { reached, whole: gathered.partial === undefined }),
    checks: outcomes,
    findings: judged.findings,
    operations: [...gathered.operations],
    ...(gathered.retention ? { retention: kept(gathered.retention, redactor) } : {}),
    ...(gathered.left.length > 0 ? { left: gathered.left.map(plain) } : {}),
    traffic,
  };
  const warnings = [...warningsOf(judged), ...cutSentence(traffic), ...gathered.left.map(leftSentence)];
  return { result, warnings };
}

/** What was not read cannot have been judged. */
function cutSentence({ cut = 0 }: Traffic): string[] {
  return cut === 0
    ? []
    : [`${counted(cut, 'answer')} broke off or took too much room: only the beginning was judged.`];
}

/** Without the recording, which is many times the size of all the rest; the curve shows it. */
function kept({ trace: _left, ...retention }: RetentionResult, redactor: Redactor): Retention {
  const shown = (value: string) => plain(redactor.text(value));
  return { ...retention, source: shown(retention.source), reason: shown(retention.reason) };
}

function describeSurface(surface: Surface, shown: (value: string) => string): ScanResult['surface'] {
  const { framework, credential, spec } = surface;
  return {
    ...(framework
      ? {
          framework: {
            name: framework.name,
            ...(framework.version ? { version: shown(framework.version) } : {}),
            confidence: framework.confidence,
            evidence: framework.evidence.map(shown),
          },
        }
      : {}),
    credential: { kind: credential.kind, evidence: credential.evidence.map(shown) },
    ...(spec
      ? {
          spec: {
            uri: shown(spec.uri),
            version: shown(spec.version),
            title: shown(spec.title),
            operations: spec.operations.length,
            problems: spec.problems.map(shown),
          },
        }
      : {}),
    identities: surface.identities.map(({ name, role }) => ({
      name,
      ...(role ? { role } : {}),
      proof: shown(surface.proofs.find((proof) => proof.identity === name)?.proof ?? 'needs none'),
    })),
  };
}

function leftSentence(what: string): string {
  return `Left behind on the service, which offered no way to remove it: ${plain(what)}.`;
}

function warningsOf({ expired, unused }: ReturnType<typeof suppress>): string[] {
  return [
    ...expired.map(
      ({ finding, until }) => `The suppression of ${finding} held until ${until}: it holds no more.`,
    ),
    ...unused.map(({ finding }) => `The suppression of ${finding} matches no finding: it can go.`),
  ];
}
