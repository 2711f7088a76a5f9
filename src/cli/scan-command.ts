import { homedir } from 'node:os';
import { dirname, sep } from 'node:path';
import type { Archive } from '../archive/archive.ts';
import { openArchive } from '../archive/archive.ts';
import { archiveFolder } from '../archive/folder.ts';
import type { Keeping } from '../archive/prune.ts';
import { judge } from '../compare/gate.ts';
import { ScanError } from '../errors.ts';
import { createRedactor } from '../redaction/redactor.ts';
import { counted } from '../report/words.ts';
import type { ScanResult } from '../result.ts';
import { STOPPED_BY_USER } from '../result.ts';
import type { RetentionResult } from '../retention/result.ts';
import { earlierScans } from './earlier-scans.ts';
import { INTERRUPTED, leftOnInterrupt, untilInterrupted } from './interrupt.ts';
import { leftUndone } from './left-undone.ts';
import { printWords, writeOutputs } from './outputs.ts';
import type { Progress } from './progress.ts';
import { plainProgress, SILENT, terminalProgress } from './progress.ts';
import { repositoryHere } from './repository.ts';
import type { ScanFlags } from './scan-options.ts';
import type { ServerPlace } from './server-client.ts';
import type { Settings } from './settings.ts';
import { performScan, readSettings } from './settings.ts';
import { canRedraw, tell, terminalWidth } from './terminal.ts';
import { typedSecrets } from './typed-secrets.ts';
import { uploadPlace, uploadResult } from './upload.ts';

/** `middlebrick scan`: settings, scan, reports, gate. Returns the exit code. */
export async function scanCommand(url: string | undefined, flags: ScanFlags): Promise<number> {
  const settings = readSettings(url, flags);
  const redactor = createRedactor(typedSecrets(process.argv, process.env));
  for (const says of settings.notices) tell(redactor.text(says));
  return leftOnInterrupt(() => (settings.dryRun ? listed(settings) : scanned(settings, flags)));
}

async function listed(settings: Settings): Promise<number> {
  if (settings.har !== undefined)
    throw new ScanError('invalid-option', 'A dry run sends nothing: --har would have nothing to record.');
  const { dryRun } = await import('../scanning/dry-run.ts');
  await printWords(await dryRun(settings.scan));
  return 0;
}

async function scanned(settings: Settings, flags: ScanFlags): Promise<number> {
  // What is missing is said before minutes of scanning.
  const upload = settings.upload ? uploadPlace(process.env) : undefined;
  const progress = progressFor(settings);
  const warnings: string[] = [];
  const measured: RetentionResult[] = [];
  let journal: string | undefined;
  const result = await untilInterrupted(
    (signal) =>
      performScan(settings, {
        signal,
        onJournal: (scan) => {
          journal = scan;
        },
        onEvent: (event) => {
          if (event.type === 'warning') warnings.push(event.says);
          else if (event.type === 'retention-measured') measured.push(event.result);
          else progress.show(event);
        },
      }).finally(() => progress.end()),
    () => {
      progress.end();
      if (settings.scan.mode === 'active' && journal !== undefined) tell(leftUndone(journal));
    },
  );
  if (flags.retentionTrace !== undefined) await keepRecording(flags.retentionTrace, result, measured);
  return await conclude(settings, result, warnings, upload);
}

/** Of the endpoints that were asked, the one that the result speaks of. */
async function keepRecording(path: string, { retention }: ScanResult, measured: readonly RetentionResult[]) {
  const told = measured.find(({ target }) => target === retention?.target) ?? measured.at(-1);
  if (told) (await import('./retention-command.ts')).keepTrace(path, told);
  else tell(`${path} is not written: the retention probe did not run.`);
}

/** Keeps, judges and reports a result. */
async function conclude(
  settings: Settings,
  result: ScanResult,
  warnings: readonly string[],
  upload: ServerPlace | undefined,
): Promise<number> {
  const verdict = judge(result, settings.gate);
  const archive = openArchive(archiveFolder(process.env), settings.keeping);
  const trend = await earlierScans(archive, result, settings.outputs);
  const kept = settings.save ? await keep(archive, result, settings.keeping) : { says: [] };
  warnings = [...warnings, ...kept.says];
  await writeOutputs(settings.outputs, result, {
    colour: settings.colour,
    width: terminalWidth(),
    verdict,
    repository: repositoryHere(),
    ...(trend ? { trend } : {}),
    ...(kept.path === undefined ? {} : { kept: { name: 'last', folder: tilde(dirname(kept.path)) } }),
    ...(settings.gate.baseline ? { baseline: settings.gate.baseline } : {}),
    ...(settings.routeFile ? { routeFile: settings.routeFile } : {}),
    ...(settings.sarifCategory ? { sarifCategory: settings.sarifCategory } : {}),
  });
  for (const says of [...warnings, ...verdict.reasons]) tell(says);
  // Last: a server that is away must not cost the report.
  if (upload) tell(`The result is at ${(await uploadResult(result, upload)).url}.`);
  if (result.partial === undefined) return verdict.exitCode;
  if (result.partial === STOPPED_BY_USER) return INTERRUPTED;
  // What was found still fails a gate; what was not looked at must not pass one.
  return verdict.exitCode === 1 ? 1 : 3;
}

/** A full disk must not cost the report that is about to be printed. */
async function keep(
  archive: Archive,
  result: ScanResult,
  keeping: Keeping,
): Promise<{ readonly path?: string; readonly says: readonly string[] }> {
  try {
    const { path, removed } = await archive.save(result);
    if (removed === 0) return { path, says: [] };
    return {
      path,
      says: [
        `${counted(removed, 'old result')} removed from this machine: at most ${keeping.results} are kept, for ${keeping.days} days (--keep-results, --keep-days).`,
      ],
    };
  } catch (error) {
    return { says: [`The result could not be kept: ${(error as Error).message}.`] };
  }
}

/** A path as a shell takes it, without the name of the user. */
function tilde(path: string): string {
  const home = homedir();
  return path.startsWith(`${home}${sep}`) ? `~${path.slice(home.length)}` : path;
}

function progressFor({ quiet, verbose, colour }: Settings): Progress {
  if (quiet) return SILENT;
  // Lines of a log would tear a line that is drawn over.
  return canRedraw(process.stderr) && !verbose
    ? terminalProgress(process.stderr, colour)
    : plainProgress(process.stderr);
}
