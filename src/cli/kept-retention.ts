import { existsSync } from 'node:fs';
import { resultIn } from '../archive/archive.ts';
import { retentionFolder } from '../archive/folder.ts';
import { openRetentionArchive } from '../archive/retention-archive.ts';
import { ScanError } from '../errors.ts';
import { readText } from '../given/read-file.ts';
import type { Retention } from '../result.ts';
import { RetentionResultSchema } from '../retention/result.ts';

/**
 * A retention run that the user named: a file (JSON of `retention` or of a scan that measured, or a recording), the id of
 * a kept run or its beginning, or `last`.
 * @throws ScanError unreadable-file
 */
export async function namedRun(name: string): Promise<Retention> {
  if (!existsSync(name)) {
    const kept = await openRetentionArchive(retentionFolder(process.env)).named(name);
    if (kept) return kept.result;
    throw new ScanError(
      'unreadable-file',
      `"${name}" is neither a file nor the id of a kept retention run; "middlebrick results" lists those.`,
    );
  }
  const text = readText(name, 'retention run');
  const found = runIn(text) ?? resultIn(text)?.retention ?? (await recordingIn(text));
  if (found) return found;
  throw new ScanError(
    'unreadable-file',
    `${name} holds no retention run: write one with "middlebrick retention --format json=${name}".`,
  );
}

/** The run that a text is; undefined for anything else. */
export function runIn(text: string): Retention | undefined {
  try {
    return RetentionResultSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function recordingIn(text: string): Promise<Retention | undefined> {
  const [{ readTrace }, { judgeTrace }] = await Promise.all([
    import('../retention/read-trace.ts'),
    import('../retention/judge.ts'),
  ]);
  try {
    return judgeTrace(readTrace(JSON.parse(text)));
  } catch {
    return undefined;
  }
}

/** Keeps a run; a full disk must not cost the report. */
export async function keepRun(
  result: Parameters<ReturnType<typeof openRetentionArchive>['save']>[0],
  startedAt: Date,
): Promise<string | undefined> {
  try {
    await openRetentionArchive(retentionFolder(process.env)).save(result, startedAt);
    return undefined;
  } catch (error) {
    return `The result could not be kept: ${(error as Error).message}.`;
  }
}
