import { openArchive } from '../archive/archive.ts';
import { archiveFolder } from '../archive/folder.ts';
import { openFindings, severityCounts } from '../report/words.ts';
import { print, printWords } from './outputs.ts';

/** Lists kept scans, newest first. */
export async function resultsCommand(): Promise<number> {
  const past = await openArchive(archiveFolder(process.env)).list();
  if (past.length === 0) {
    await print('No scan is kept on this machine yet.\n');
    return 0;
  }
  const lines = past.map((result) =>
    [
      result.id.slice(0, 8),
      result.startedAt.slice(0, 16).replace('T', ' '),
      `${result.score.grade ?? '–'} ${String(result.score.value ?? '').padStart(3)}`,
      result.target.url,
      severityCounts(openFindings(result)) || 'nothing found',
    ].join('  '),
  );
  await printWords(`${lines.join('\n')}\n`);
  return 0;
}
