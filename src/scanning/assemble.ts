import type { Check } from '../checks/rule.ts';
import type { Suppression } from '../compare/suppressions.ts';
import { suppress } from '../compare/suppressions.ts';
import { type Cut, inOrder } from '../cuts.ts';
import type { Surface } from '../discovery/surface.ts';
import type { ExplorationRecord } from '../exploration/record.ts';
import { toFindings } from '../findings/group.ts';
import { plain } from '../findings/plain.ts';
import type { Guide } from '../guides/guide.ts';
import type { Traffic } from '../http/traffic.ts';
import type { Identity } from '../identities/identity.ts';
import { anonymous, isAnonymous, secretsOf } from '../identities/identity.ts';
import { loginName } from '../identities/login.ts';
import type { Entry } from '../journal/journal.ts';
import { writesOf } from '../journal/writes.ts';
import { leftInShort } from '../left-in-short.ts';
import { matchOperation } from '../openapi/cross-reference.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { createRedactor } from '../redaction/redactor.ts';
import { redactedResult } from '../redaction/whole-result.ts';
import { counted } from '../report/words.ts';
import type { OperationOutcome, Retention, RetentionTarget, ScanResult } from '../result.ts';
import { RESULT_SCHEMA, RESULT_VERSION } from '../result.ts';
import type { RetentionResult } from '../retention/result.ts';
import { toCheckOutcome } from '../running/check-outcome.ts';
import type { RuleRun } from '../running/run.ts';
import { reachOf } from '../score/reach.ts';
import { scoreOf } from '../score/score.ts';
import { VERSION } from '../version.ts';

/** Everything that a scan gathered. */
export interface Gathered {
  readonly id: string;
  readonly startedAt: number;
  readonly surface: Surface;
  readonly record: ExplorationRecord;
  /** How often the session of an identity was made anew. */
  readonly renewals: (identity: Identity) => number;
  readonly traffic: Traffic;
  readonly checks: readonly Check[];
  readonly runs: readonly RuleRun[];
  /** What rules left out of their places. */
  readonly cuts: readonly Cut[];
  /** By rule. */
  readonly guides: ReadonlyMap<string, Guide>;
  readonly operations: readonly OperationOutcome[];
  /** Of the user's, beside those of the identities. */
  readonly secrets: readonly string[];
  readonly suppressions: readonly Suppression[];
  /** What the scan made and could not remove. */
  readonly left: readonly string[];
  /** Every write, as it stands after cleaning up. */
  readonly written: readonly Entry[];
  readonly partial?: string;
  readonly retention?: RetentionResult;
  readonly retentionTargets?: RetentionTarget[];
}

/** Turns what was gathered into the result document: findings, suppressions, scores. Sends nothing. */
export async function assemble(gathered: Gathered): Promise<{
  readonly result: ScanResult;
  readonly warnings: readonly string[];
}> {
  const { surface, checks, runs, traffic } = gathered;
  const redactor = createRedactor([
    ...surface.identities.flatMap(secretsOf),
    ...(surface.foreignToken === undefined ? [] : [surface.foreignToken]),
    ...surface.registered.map(({ password }) => password),
    ...gathered.secrets,
  ]);
  const cuts = [...surface.cuts, ...inOrder(gathered.cuts)];
  const today = new Date(gathered.startedAt).toISOString().slice(0, 10);
  const judged = suppress(await toFindings(runs, surface, gathered.guides), gathered.suppressions, today);
  const users = usersLetIn(surface, gathered.record);
  const outcomes = checks.map((check) =>
    toCheckOutcome(check, runs, judged.findings, {
      // Without such an endpoint the check has nothing to say about the API.
      counts: check.id !== 'llm-security' || surface.llmEndpoints.length > 0,
      operations: gathered.operations,
      loggedIn: users > 0,
    }),
  );
  const reach = reachOf({
    operations: gathered.operations,
    users,
    given: surface.identities.filter((identity) => !isAnonymous(identity)).length,
    mode: surface.mode,
    brokeOff: gathered.partial,
  });
  const result = {
    $schema: RESULT_SCHEMA,
    version: RESULT_VERSION,
    id: gathered.id,
    tool: { name: 'middlebrick', version: VERSION },
    startedAt: new Date(gathered.startedAt).toISOString(),
    durationMs: Date.now() - gathered.startedAt,
    ...(gathered.partial ? { partial: gathered.partial } : {}),
    mode: surface.mode,
    target: { url: surface.target.url, scope: [...surface.target.scope] },
    surface: describeSurface(surface, gathered.renewals),
    score: scoreOf(outcomes, judged.findings, reach),
    checks: outcomes,
    findings: judged.findings,
    operations: [...gathered.operations],
    ...(gathered.retention ? { retention: kept(gathered.retention) } : {}),
    ...(gathered.retentionTargets ? { retentionTargets: gathered.retentionTargets } : {}),
    ...(cuts.length > 0 ? { notTested: cuts.map((cut) => ({ ...cut })) } : {}),
    ...(gathered.left.length > 0 ? { notRemoved: [...gathered.left] } : {}),
    ...(gathered.written.length > 0 ? { writes: writesOf(gathered.written, nameIn(surface)) } : {}),
    traffic,
  } satisfies ScanResult;
  const warnings = [
    ...warningsOf(judged),
    ...renewalSentences(surface, gathered.renewals),
    ...cutSentence(traffic),
    ...leftInShort(gathered.left).map(leftSentence),
  ];
  return {
    result: await redactedResult(result, redactor),
    warnings: warnings.map((says) => plain(redactor.text(says))),
  };
}

/** A session that ends in the middle of a scan is worth knowing of, also where a new one was made. */
function renewalSentences({ identities }: Surface, renewals: Gathered['renewals']): string[] {
  return identities.flatMap((identity) => {
    const times = renewals(identity);
    return times === 0
      ? []
      : [`The session of "${identity.name}" was made anew ${counted(times, 'time')}: it expires early.`];
  });
}

/** What was not read cannot have been judged. */
function cutSentence({ truncated = 0 }: Traffic): string[] {
  return truncated === 0
    ? []
    : [`${counted(truncated, 'answer')} broke off or took too much room: only the beginning was judged.`];
}

/** Identities that were served where nobody without a credential is, or other content than anybody: an empty list refuses nobody, and shows a stranger nothing. */
function usersLetIn({ identities, operations, proofs }: Surface, record: ExplorationRecord): number {
  const accepted = new Set(proofs.filter((one) => one.accepted === 'accepted').map((one) => one.identity));
  const served = (identity: Pick<Identity, 'name'>, operation: Operation) =>
    record.heard(operation, identity)?.status === 'tested';
  return identities.filter(
    (identity) =>
      !isAnonymous(identity) &&
      (accepted.has(identity.name) ||
        operations.some((operation) => served(identity, operation) && !served(anonymous, operation))),
  ).length;
}

/** Without the recording, which is many times the size of all the rest; the curve shows it. */
function kept({ trace: _left, ...retention }: RetentionResult): Retention {
  return retention;
}

function describeSurface(surface: Surface, renewals: Gathered['renewals']): ScanResult['surface'] {
  const { framework, credential, spec, entry } = surface;
  const leaf = entry.response.tls?.chain[0];
  return {
    ...(framework
      ? {
          framework: {
            name: framework.name,
            ...(framework.version ? { version: framework.version } : {}),
            confidence: framework.confidence,
            evidence: [...framework.evidence],
          },
        }
      : {}),
    credential: { kind: credential.kind, evidence: [...credential.evidence] },
    ...(leaf ? { certificate: { validTo: leaf.validTo } } : {}),
    ...(spec
      ? {
          spec: {
            uri: spec.uri,
            version: spec.version,
            title: spec.title,
            operations: spec.operations.length,
            problems: [...spec.problems],
            ...(spec.others?.length ? { documents: [spec, ...spec.others].map(documentOf) } : {}),
          },
        }
      : {}),
    identities: surface.identities.map((identity) => {
      const { name, role, roleFrom, login } = identity;
      const renewed = renewals(identity);
      const proof = surface.proofs.find(({ identity }) => identity === name);
      return {
        name,
        ...(role ? { role } : {}),
        ...(roleFrom ? { roleSource: roleFrom } : {}),
        ...(login ? { login: loginName(login) } : {}),
        ...(renewed > 0 ? { renewals: renewed } : {}),
        proof: proof?.proof ?? 'needs none',
        ...(proof ? { accepted: proof.accepted, acceptedAt: proof.opened.map((place) => place.name) } : {}),
        ...(proof?.doubt === undefined ? {} : { warning: proof.doubt }),
      };
    }),
  };
}

/** The operation that a URL belongs to; the method and path themselves where none is known. */
function nameIn({ operations }: Surface): (method: string, url: string) => string {
  return (method, url) =>
    matchOperation(operations, method, url)?.id ?? `${method} ${url.replace(/^[a-z]+:\/\/[^/]*/i, '')}`;
}

/** For the user, who may want to remove it by hand. */
export function leftSentence(what: string): string {
  return `Left behind on the service: ${what}.`;
}

function warningsOf({ expired, unused }: ReturnType<typeof suppress>): string[] {
  return [
    ...expired.map(
      ({ finding, until }) => `The suppression of ${finding} held until ${until}: it holds no more.`,
    ),
    ...unused.map(({ finding }) => `The suppression of ${finding} matches no finding: it can go.`),
  ];
}

const documentOf = ({ uri, version, title }: Spec) => ({ uri, version, title });
