import { randomUUID } from 'node:crypto';
import { CHECKS } from './checks/index.ts';
import { toCheckOutcome } from './checks/outcome.ts';
import type { Check } from './checks/rule.ts';
import type { RuleRun } from './checks/run.ts';
import { runChecks } from './checks/run.ts';
import { discover } from './discovery/discover.ts';
import type { Mode, Surface } from './discovery/surface.ts';
import { ScanError } from './errors.ts';
import { toFindings } from './findings/group.ts';
import type { Transport } from './http/client.ts';
import type { Exchange } from './http/exchange.ts';
import { createRedactor } from './http/redact.ts';
import type { Session } from './http/session.ts';
import { openSession } from './http/session.ts';
import { openTransport } from './http/transport.ts';
import { TransportFailure } from './http/transport-failure.ts';
import type { Identity } from './identities/identity.ts';
import { secretsOf } from './identities/identity.ts';
import type { Spec } from './openapi/operation.ts';
import type { ScanResult, Severity, Status } from './result.ts';
import { RESULT_VERSION } from './result.ts';
import { scoreOf } from './score/score.ts';
import { parseTarget } from './target.ts';
import { VERSION } from './version.ts';

export interface ScanOptions {
  readonly url: string;
  readonly identities?: readonly Identity[];
  readonly spec?: Spec;
  readonly mode?: Mode;
  readonly llm?: boolean;
  readonly alsoInScope?: readonly string[];
  readonly maxRequests?: number;
  /** Milliseconds for the whole scan; what was found by then is kept. */
  readonly maxTimeMs?: number;
  readonly concurrency?: number;
  readonly rate?: number;
  /** Checks to run; all where left out. */
  readonly checks?: readonly Check[];
  /** Replaces the network, for replayed scans. */
  readonly transport?: Transport;
  /** Ends the scan early; what was found by then is kept. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ScanEvent) => void;
}

/** Progress, for people to watch. Nothing depends on anyone listening. */
export type ScanEvent =
  | { readonly type: 'discovering'; readonly url: string }
  | { readonly type: 'discovered'; readonly surface: Surface; readonly rules: number }
  | {
      readonly type: 'rule-done';
      readonly check: string;
      readonly rule: string;
      readonly status: Status;
      readonly severity: Severity;
      readonly requests: number;
    };

export const DEFAULTS = { maxRequests: 4_000, maxTimeMs: 120_000, concurrency: 10 };

/**
 * Scans one API: URL in, result out. Ends early, with a partial result, on the signal or the time budget.
 * @throws ScanError when there is nothing to scan or nothing to judge
 */
export async function scan(options: ScanOptions): Promise<ScanResult> {
  const started = Date.now();
  const target = parseTarget(options.url, options.alsoInScope);
  const identities = options.identities ?? [];
  const checks = options.checks ?? CHECKS;
  const budget = AbortSignal.timeout(options.maxTimeMs ?? DEFAULTS.maxTimeMs);
  const signal = options.signal ? AbortSignal.any([options.signal, budget]) : budget;
  const live = options.transport ? undefined : openTransport();
  const session = openSession({
    transport: options.transport ?? (live as NonNullable<typeof live>).send,
    scope: target.scope,
    mode: options.mode ?? 'safe',
    maxRequests: options.maxRequests ?? DEFAULTS.maxRequests,
    concurrency: options.concurrency ?? DEFAULTS.concurrency,
    ...(options.rate ? { rate: options.rate } : {}),
    signal,
    userAgent: `middlebrick/${VERSION}`,
  });
  try {
    options.onEvent?.({ type: 'discovering', url: target.url });
    const entry = await enter(session, target.url);
    const surface = await discover({
      target,
      mode: options.mode ?? 'safe',
      llmAllowed: options.llm ?? false,
      client: session.client,
      identities,
      entry,
      ...(options.spec ? { spec: options.spec } : {}),
    });
    const rules = checks.reduce((count, check) => count + check.rules.length, 0);
    options.onEvent?.({ type: 'discovered', surface, rules });
    const runs = await runChecks({
      surface,
      session,
      checks,
      signal,
      onRule: ({ check, rule, status }) =>
        options.onEvent?.({
          type: 'rule-done',
          check: check.id,
          rule: rule.id,
          status,
          severity: rule.severity,
          requests: session.traffic().requests,
        }),
    });
    const partial = options.signal?.aborted
      ? 'stopped by the user'
      : budget.aborted
        ? 'the time budget was used up'
        : undefined;
    return assemble({ started, surface, session, checks, runs, partial });
  } finally {
    live?.close();
  }
}

/** The first request: without an answer to it there is nothing to scan. */
async function enter(session: Session, url: string): Promise<Exchange> {
  try {
    return await session.client.once({ url });
  } catch (failure) {
    if (!(failure instanceof TransportFailure)) throw failure;
    const code = failure.code === 'tls' || failure.code === 'client-certificate' ? 'tls-refused' : 'unreachable';
    throw new ScanError(code, failure.message, { cause: failure });
  }
}

interface Gathered {
  readonly started: number;
  readonly surface: Surface;
  readonly session: Session;
  readonly checks: readonly Check[];
  readonly runs: readonly RuleRun[];
  readonly partial: string | undefined;
}

function assemble({ started, surface, session, checks, runs, partial }: Gathered): ScanResult {
  const redactor = createRedactor(surface.identities.flatMap(secretsOf));
  const findings = toFindings(runs, surface, redactor);
  const outcomes = checks.map((check) =>
    toCheckOutcome(check, runs, findings, check.id !== 'llm-security' || surface.llmEndpoints.length > 0),
  );
  return {
    version: RESULT_VERSION,
    id: randomUUID(),
    tool: { name: 'middlebrick', version: VERSION },
    startedAt: new Date(started).toISOString(),
    durationMs: Date.now() - started,
    ...(partial ? { partial } : {}),
    mode: surface.mode,
    target: { url: surface.target.url, scope: [...surface.target.scope] },
    surface: {
      ...(surface.framework
        ? { framework: { ...surface.framework, evidence: [...surface.framework.evidence] } }
        : {}),
      credential: { kind: surface.credential.kind, evidence: [...surface.credential.evidence] },
      ...(surface.spec
        ? {
            spec: {
              uri: surface.spec.uri,
              version: surface.spec.version,
              title: surface.spec.title,
              operations: surface.spec.operations.length,
              problems: [...surface.spec.problems],
            },
          }
        : {}),
      identities: surface.identities.map(({ name, role }) => ({
        name,
        ...(role ? { role } : {}),
        proof: 'none needed',
      })),
    },
    score: scoreOf(outcomes, findings),
    checks: outcomes,
    findings,
    operations: [],
    traffic: session.traffic(),
  };
}
