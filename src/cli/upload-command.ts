import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openArchive, readResult } from '../archive/archive.ts';
import { archiveFolder } from '../archive/folder.ts';
import { ScanError } from '../errors.ts';
import { counted } from '../report/words.ts';
import type { ScanResult } from '../result.ts';
import { namedResult } from './named-result.ts';
import { printWords } from './outputs.ts';
import type { ServerPlace } from './server-client.ts';
import { tell } from './terminal.ts';
import { isKnownThere, ResultRefused, uploadPlace, uploadResult } from './upload.ts';

/** A result that is read only where the server does not have it. */
interface Waiting {
  readonly id?: string;
  read(): Promise<ScanResult>;
}

/**
 * `middlebrick upload`: sends kept results to a server, those of a folder oldest first, as the life of a finding goes.
 * What the server has it is not sent again, so that a broken run is simply begun anew.
 */
export async function uploadCommand(
  named: readonly string[],
  { all = false }: { readonly all?: boolean },
): Promise<number> {
  if (named.length > 0 === all)
    throw new ScanError(
      'invalid-option',
      'Which results? Name some (files, folders, scan ids, or "last"), or give --all.',
    );
  const place = uploadPlace(process.env);
  const counts = { sent: 0, known: 0, refused: 0 };
  for await (const waiting of all ? inArchive() : resultsOf(named))
    counts[await sendOne(waiting, place)] += 1;
  const known = counts.known > 0 ? `, ${counts.known} known there already` : '';
  const refused = counts.refused > 0 ? `, ${counts.refused} refused` : '';
  await printWords(`${counted(counts.sent, 'result')} sent to ${place.url}${known}${refused}.\n`);
  return counts.refused > 0 ? 3 : 0;
}

async function sendOne({ id, read }: Waiting, place: ServerPlace): Promise<'sent' | 'known' | 'refused'> {
  if (id !== undefined && (await isKnownThere(id, place))) return 'known';
  try {
    const { isNew } = await uploadResult(await read(), place);
    return isNew ? 'sent' : 'known';
  } catch (failure) {
    if (!(failure instanceof ResultRefused)) throw failure;
    tell(failure.message);
    return 'refused';
  }
}

async function* resultsOf(named: readonly string[]): AsyncGenerator<Waiting> {
  for (const name of named) {
    if (statSync(name, { throwIfNoEntry: false })?.isDirectory()) yield* inFolder(name);
    else yield { read: () => namedResult(name) };
  }
}

async function* inArchive(): AsyncGenerator<Waiting> {
  const archive = openArchive(archiveFolder(process.env));
  const { heads, damaged } = await archive.heads();
  for (const name of damaged) tell(`${name} cannot be read as a result, and is left out.`);
  for (const { id } of heads.toReversed()) yield { id, read: () => namedResult(id) };
}

/** A folder of somebody's own, whatever its files are called; nothing in it is touched. */
async function* inFolder(folder: string): AsyncGenerator<Waiting> {
  const found: { readonly id: string; readonly startedAt: string; readonly path: string }[] = [];
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
    const path = join(folder, name);
    try {
      const { id, startedAt } = await readResult(path);
      found.push({ id, startedAt, path });
    } catch (failure) {
      tell(`${(failure as Error).message} It is left out.`);
    }
  }
  found.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  for (const { id, path } of found) yield { id, read: () => readResult(path) };
}
