import { openArchive } from '../archive/archive.ts';
import { archiveFolder } from '../archive/folder.ts';
import type { Head } from '../archive/head.ts';
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
  for (const name of damaged)
    process.stderr.write(`middlebrick: ${folder}/${name} cannot be read as a result.\n`);
  return 0;
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
