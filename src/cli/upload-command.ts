import { openArchive } from '../archive/archive.ts';
import { archiveFolder } from '../archive/folder.ts';
import { ScanError } from '../errors.ts';
import { counted } from '../report/words.ts';
import type { ScanResult } from '../result.ts';
import { namedResult } from './named-result.ts';
import { printWords } from './outputs.ts';
import { tell } from './terminal.ts';
import { uploadPlace, uploadResult } from './upload.ts';

/** `middlebrick upload`: sends kept results to a server, oldest first, as the life of a finding goes. */
export async function uploadCommand(
  named: string | undefined,
  { all = false }: { readonly all?: boolean },
): Promise<number> {
  if ((named === undefined) !== all)
    throw new ScanError(
      'invalid-option',
      'Which result? Name one (a file, a scan id, or "last"), or give --all.',
    );
  const place = uploadPlace(process.env);
  let sent = 0;
  for await (const result of named === undefined ? kept() : [await namedResult(named)]) {
    await uploadResult(result, place);
    sent += 1;
  }
  await printWords(`${counted(sent, 'result')} sent to ${place.url}.\n`);
  return 0;
}

async function* kept(): AsyncGenerator<ScanResult> {
  const archive = openArchive(archiveFolder(process.env));
  const { heads, damaged } = await archive.heads();
  for (const name of damaged) tell(`${name} cannot be read as a result, and is left out.`);
  for (const { id } of heads.toReversed()) {
    const result = await archive.named(id);
    if (result) yield result;
  }
}
