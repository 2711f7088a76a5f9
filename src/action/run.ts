import { untilInterrupted } from '../cli/interrupt.ts';
import { writeOutputs } from '../cli/outputs.ts';
import { plainProgress } from '../cli/progress.ts';
import { repositoryHere } from '../cli/repository.ts';
import type { Settings } from '../cli/settings.ts';
import { performScan, readSettings } from '../cli/settings.ts';
import { uploadResult } from '../cli/upload.ts';
import { newSince } from '../compare/baseline.ts';
import { judge } from '../compare/gate.ts';
import { ScanError } from '../errors.ts';
import type { ReportContext } from '../report/context.ts';
import { PLAIN } from '../report/context.ts';
import { github } from '../report/github.ts';
import { openFindings } from '../report/words.ts';
import { commentText, failureComment, markerOf } from './comment-text.ts';
import { CommentRefused, upsertComment } from './comments.ts';
import type { Environment, Inputs } from './inputs.ts';
import { readInputs } from './inputs.ts';
import { failureSummary, jobSummary } from './job-summary.ts';
import type { WhereKnown } from './known-before.ts';
import { knownBefore } from './known-before.ts';
import type { Outcome } from './outcome.ts';
import { exitCodeOf, outcomeOf } from './outcome.ts';
import type { PullRequest } from './pull-request.ts';
import { pullRequestOf } from './pull-request.ts';
import type { Runner } from './runner.ts';
import { openRunner } from './runner.ts';
import { secretsOf } from './secrets.ts';

/** One step of a workflow, from its inputs to its exit code; never throws for what a user or a target can cause. */
export async function runAction(env: Environment): Promise<number> {
  const runner = openRunner(env);
  const reportUrl = reportUrlOf(env);
  await runner.output('report-url', reportUrl);
  let inputs: Inputs | undefined;
  try {
    const given = readInputs(env);
    inputs = given;
    const settings = readSettings(given.url, given.flags);
    const keys = [given.token, given.server?.key];
    for (const secret of secretsOf(settings.scan.identities ?? [], keys)) await runner.mask(secret);
    const outcome = await scanAndWrite(runner, inputs, settings);
    const kept = await upload(runner, inputs, outcome);
    await conclude(runner, inputs, settings, outcome, kept);
    await comment(env, runner, inputs, async (marker, pull, token) => {
      const before = await knownBefore(pull, token, whereKnown(given, settings));
      return commentText(marker, outcome, before, reportUrl);
    });
    return exitCodeOf(outcome);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await runner.error(reason);
    await tell(runner, { result: 'error', score: '', grade: '', 'findings-count': '', 'scan-id': '' });
    await runner.summary(failureSummary(reason));
    if (inputs)
      await comment(env, runner, inputs, async (marker) => failureComment(marker, reason, reportUrl));
    return error instanceof ScanError ? error.exitCode : 3;
  }
}

async function scanAndWrite(runner: Runner, inputs: Inputs, settings: Settings): Promise<Outcome> {
  const warnings: string[] = [];
  const outcome = await runner.asText(async () => {
    for (const says of settings.notices) process.stdout.write(`middlebrick: ${says}\n`);
    const progress = plainProgress(process.stdout);
    const result = await untilInterrupted((signal) =>
      performScan(settings, {
        signal,
        onEvent: (event) => (event.type === 'warning' ? warnings.push(event.says) : progress.show(event)),
      }).finally(() => progress.end()),
    );
    const verdict = judge(result, settings.gate);
    const sarif = inputs.sarif ? [{ format: 'sarif' as const, path: inputs.sarif }] : [];
    await writeOutputs([...settings.outputs, ...sarif], result, { ...contextOf(settings), verdict });
    return outcomeOf(result, verdict, settings.gate.baseline);
  });
  for (const says of warnings) await runner.warning(says);
  return outcome;
}

function contextOf({ gate: { baseline }, routeFile, sarifCategory }: Settings): ReportContext {
  return {
    ...PLAIN,
    repository: repositoryHere(),
    ...(baseline ? { baseline } : {}),
    ...(routeFile ? { routeFile } : {}),
    ...(sarifCategory ? { sarifCategory } : {}),
  };
}

/** A courtesy as a comment is: a server that is away costs a warning. */
async function upload(runner: Runner, { server }: Inputs, { result }: Outcome): Promise<string | undefined> {
  if (server === undefined) return undefined;
  try {
    const { url } = await uploadResult(result, server);
    await runner.output('server-result-url', url);
    return url;
  } catch (error) {
    if (!(error instanceof ScanError)) throw error;
    await runner.warning(error.message);
    return undefined;
  }
}

async function conclude(
  runner: Runner,
  inputs: Inputs,
  settings: Settings,
  outcome: Outcome,
  kept: string | undefined,
): Promise<void> {
  const { result, ending, reasons, baseline } = outcome;
  // First: of too many errors GitHub shows the first ten.
  if (ending !== 'passed') await runner.error(reasons.join(' '));
  if (inputs.annotations) {
    const fresh = baseline ? { ...result, findings: newSince(result.findings, baseline) } : result;
    await runner.commands(github(fresh, contextOf(settings)));
  }
  await tell(runner, {
    result: ending,
    score: String(result.score.value ?? ''),
    grade: result.score.grade ?? '',
    'findings-count': String(openFindings(result).length),
    'scan-id': result.id,
  });
  await runner.summary(jobSummary(outcome, kept));
}

/** A comment is a courtesy: where it cannot be written, the scan's verdict still stands. */
async function comment(
  env: Environment,
  runner: Runner,
  inputs: Inputs,
  text: (marker: string, pull: PullRequest, token: string) => Promise<string>,
): Promise<void> {
  const pull = inputs.comment ? pullRequestOf(env) : undefined;
  if (!pull) return;
  if (!inputs.token) {
    await runner.warning('No comment was written: the input github-token is empty.');
    return;
  }
  const marker = markerOf(env, inputs.commentKey);
  try {
    const body = await text(marker, pull, inputs.token);
    await runner.output('comment-url', await upsertComment(pull, inputs.token, marker, body));
  } catch (error) {
    if (!(error instanceof CommentRefused)) throw error;
    await runner.warning(`No comment was written. ${error.message}`);
  }
}

/** A baseline that was named says what is new, for the gate and for the comment. */
function whereKnown({ baselineArtifact }: Inputs, { gate, baselineFile }: Settings): WhereKnown {
  return {
    ...(gate.baseline && baselineFile !== undefined
      ? { named: { path: baselineFile, baseline: gate.baseline } }
      : {}),
    ...(baselineArtifact === undefined ? {} : { artifact: baselineArtifact }),
  };
}

async function tell(runner: Runner, outputs: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(outputs)) await runner.output(name, value);
}

/** The page of the run, which shows the job summary. */
function reportUrlOf(env: Environment): string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  if (!server || !repository || !run) return '';
  const attempt = env.GITHUB_RUN_ATTEMPT ? `/attempts/${env.GITHUB_RUN_ATTEMPT}` : '';
  return `${server}/${repository}/actions/runs/${run}${attempt}`;
}
