import { CATALOGUE } from '../checks/index.ts';
import { growsBeyond, isTold } from '../compare/growth-gate.ts';
import { compareRetention } from '../compare/retention-diff.ts';
import { ScanError } from '../errors.ts';
import { readText } from '../given/read-file.ts';
import type { Redactor } from '../redaction/redactor.ts';
import { redactedResult } from '../redaction/whole-result.ts';
import { changeInWords } from '../report/retention/change.ts';
import type { RetentionReport } from '../report/retention/report.ts';
import type { Retention } from '../result.ts';
import type { RetentionResult } from '../retention/result.ts';
import { redactedEvent } from '../scanning/discreet.ts';
import { asScanError } from '../scanning/retention-failure.ts';
import { VERSION } from '../version.ts';
import { INTERRUPTED, untilInterrupted } from './interrupt.ts';
import { keepRun, namedRun } from './kept-retention.ts';
import type { Output } from './outputs.ts';
import { parseOutputs, print, printWords, writeWhole } from './outputs.ts';
import { plainLines, redrawnLine } from './progress.ts';
import type { RetentionFlags } from './retention-options.ts';
import { watchRetention } from './retention-progress.ts';
import { capacityFlags, retentionOptions } from './retention-settings.ts';
import { sizeOf } from './size-of.ts';
import { canRedraw, tell, terminalWidth, wantsColour } from './terminal.ts';
import { typedSecrets } from './typed-secrets.ts';
import { uploadPlace, uploadRetention } from './upload.ts';

const FORMATS = ['summary', 'json', 'html'] as const;
/** Too little was seen to judge. */
const INCONCLUSIVE = 4;
const LEAKS: readonly RetentionResult['verdict'][] = [
  'unbounded-growth',
  'per-request-growth',
  'suspected-growth',
  'state-kept',
];

/** `middlebrick retention`: probes, or judges a saved trace again, and reports. Returns the exit code. */
export async function retentionCommand(url: string | undefined, flags: RetentionFlags): Promise<number> {
  const outputs = parseOutputs(flags.format ?? ['summary'], FORMATS);
  // What is missing is said before anything is sent: a run takes a minute.
  const place = flags.upload ? uploadPlace(process.env) : undefined;
  const mostBytes = sizeOf(flags.failOnGrowth, '--fail-on-growth');
  const before = flags.compare === undefined ? undefined : await namedRun(flags.compare);
  const { createRedactor } = await import('../redaction/redactor.ts');
  const redactor = createRedactor(typedSecrets(process.argv, process.env));
  const startedAt = new Date();
  const result = await redactedResult(await resultOf(url, flags, before, redactor), redactor);
  if (flags.trace !== undefined) keepTrace(flags.trace, result);
  await report(outputs, result, wantsColour(flags));
  const diff = before && compareRetention(before, result);
  if (diff) for (const line of changeInWords(diff, result)) tell(line);
  const isNew = flags.from === undefined && flags.save !== false;
  const unkept = isNew ? await keepRun(result, startedAt) : undefined;
  if (unkept !== undefined) tell(unkept);
  if (place) tell(`The result is at ${await uploadRetention(result, place)}.`);
  const exit = mostBytes === undefined ? exitCodeOf(result) : gatedExitCode(result, mostBytes);
  // A clean run that cannot be held against the one before has not shown the fix.
  return exit === 0 && diff?.change === 'cannot-be-told' ? INCONCLUSIVE : exit;
}

async function resultOf(
  url: string | undefined,
  flags: RetentionFlags,
  before: Retention | undefined,
  redactor: Redactor,
): Promise<RetentionResult> {
  try {
    if (flags.from === undefined) return await measured(url, flags, before, redactor);
    if (url !== undefined)
      throw new ScanError('invalid-option', '--from judges a recording and asks nobody: leave the URL out.');
    return await judgedAgain(flags.from, flags);
  } catch (error) {
    throw asScanError(error);
  }
}

async function measured(
  url: string | undefined,
  flags: RetentionFlags,
  before: Retention | undefined,
  redactor: Redactor,
): Promise<RetentionResult> {
  if (url === undefined)
    throw new ScanError(
      'invalid-option',
      'Which endpoint? Try: middlebrick retention http://127.0.0.1:8000/me --retention-target 127.0.0.1',
    );
  // What is kept depends on how long a credential is: one length for both runs.
  const options = { ...retentionOptions(url, flags, process.env), like: before };
  const { probeRetention } = await import('../retention/probe.ts');
  const long = flags.watch === true || flags.duration !== undefined;
  const watch = watchRetention({ curve: long && canRedraw(process.stderr) });
  const drawn = flags.quiet
    ? undefined
    : canRedraw(process.stderr)
      ? redrawnLine(process.stderr, wantsColour(flags), watch.line)
      : plainLines(process.stderr, watch.line);
  return untilInterrupted((signal) =>
    probeRetention(options, {
      signal,
      onEvent: (event) => {
        if (watch.follow(redactedEvent(event, () => redactor))) drawn?.step();
      },
    }).finally(() => drawn?.end()),
  );
}

/** What the flags say of memory and traffic holds for a recording too. */
async function judgedAgain(path: string, flags: RetentionFlags): Promise<RetentionResult> {
  const text = readText(path, 'trace');
  const [{ readTrace }, { judgeTrace }, { capacityOf }] = await Promise.all([
    import('../retention/read-trace.ts'),
    import('../retention/judge.ts'),
    import('../retention/complete-result.ts'),
  ]);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ScanError('unreadable-file', `The trace ${path} is not JSON.`, { cause });
  }
  return judgeTrace({ ...readTrace(json), ...(await capacityOf(capacityFlags(flags))) });
}

/** Writes the recording of a run, or says why there is none. */
export function keepTrace(path: string, { trace, mode }: Pick<RetentionResult, 'trace' | 'mode'>): void {
  if (trace) {
    writeWhole(path, `${JSON.stringify(trace)}\n`);
    return;
  }
  tell(`${path} is not written: a ${mode} run reads no memory and has no trace.`);
}

async function report(
  outputs: readonly Output<(typeof FORMATS)[number]>[],
  result: RetentionResult,
  colour: boolean,
): Promise<void> {
  const rules = CATALOGUE.flatMap((check) => check.rules);
  const reported: RetentionReport = {
    result,
    fixes: new Map(rules.map(({ id, remediation }) => [id, remediation])),
    tool: { version: VERSION },
  };
  for (const { format, path } of outputs) {
    if (path === undefined) {
      const text = await render(format, reported, { colour, width: terminalWidth() });
      await (format === 'summary' ? printWords(text) : print(text));
    } else writeWhole(path, await render(format, reported, { colour: false, width: 100 }));
  }
}

async function render(
  format: (typeof FORMATS)[number],
  reported: RetentionReport,
  terminal: { readonly colour: boolean; readonly width: number },
): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(reported.result, null, 2)}\n`;
    case 'html':
      return (await import('../report/retention/html.ts')).retentionHtml(reported);
    case 'summary':
      return (await import('../report/retention/summary.ts')).retentionSummary(reported, terminal);
  }
}

/** A medium finding fails a run whatever its verdict: a service that restarted has not come out clean. */
function exitCodeOf({ verdict, findings, stopped }: RetentionResult): number {
  if (stopped?.code === 'aborted') return INTERRUPTED;
  const grave = findings.some(({ severity }) => severity === 'high' || severity === 'medium');
  if (LEAKS.includes(verdict) || grave) return 1;
  return verdict === 'inconclusive' ? INCONCLUSIVE : 0;
}

/** Growth beyond what is allowed fails, and nothing else; a run that cannot tell bytes passes no gate. */
function gatedExitCode(result: RetentionResult, mostBytes: number): number {
  if (result.stopped?.code === 'aborted') return INTERRUPTED;
  if (growsBeyond({ verdict: result.verdict, bytes: result.bytesPerCredential }, mostBytes)) return 1;
  return isTold(result.verdict) ? 0 : INCONCLUSIVE;
}
