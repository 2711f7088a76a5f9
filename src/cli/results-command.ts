import { openArchive } from '../archive/archive.ts';
import { archiveFolder, retentionFolder } from '../archive/folder.ts';
import type { Head } from '../archive/head.ts';
import type { KeptRun } from '../archive/retention-archive.ts';
import { openRetentionArchive } from '../archive/retention-archive.ts';
import { figuresOf } from '../report/retention/words.ts';
import { SEVERITIES } from '../result.ts';
import { printWords } from './outputs.ts';

/** Lists kept scans, newest first. */
export async function resultsCommand(): Promise<number> {
  const folder = archiveFolder(process.env);
  const { heads, damaged } = await openArchive(folder).heads();
  await printWords(
    heads.length === 0
      ? 'No scan is kept on this machine yet.\n'
      : `${heads.map((head) => `${lineOf(head)}\n`).join('')}`,
  );
  const kept = await openRetentionArchive(retentionFolder(process.env)).runs();
  if (kept.runs.length > 0)
    await printWords(`\nRetention runs:\n${kept.runs.map((run) => `${runLine(run)}\n`).join('')}`);
  for (const name of kept.damaged)
    process.stderr.write(
      `middlebrick: ${retentionFolder(process.env)}/${name} cannot be read as a retention run.\n`,
    );
  for (const name of damaged)
    process.stderr.write(`middlebrick: ${folder}/${name} cannot be read as a result.\n`);
  return 0;
}

function runLine({ id, startedAt, result }: KeptRun): string {
  const kept = new Map(figuresOf(result)).get('kept');
  return [
    id.slice(0, 8),
    startedAt.slice(0, 16).replace('T', ' '),
    result.verdict,
    result.target,
    ...(kept === undefined ? [] : [kept]),
  ].join('  ');
}

function lineOf({ id, startedAt, grade, value, label, url, open }: Head): string {
  const counts = SEVERITIES.filter((severity) => open[severity]).map(
    (severity) => `${open[severity]} ${severity}`,
  );
  return [
    id.slice(0, 8),
    startedAt.slice(0, 16).replace('T', ' '),
    `${grade ?? '–'} ${String(value ?? '').padStart(3)}`,
    url,
    counts.join(', ') || 'nothing found',
    ...(label === undefined ? [] : [`(${label})`]),
  ].join('  ');
}
