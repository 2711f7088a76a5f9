import { openArchive } from '../archive/archive.ts';
import { archiveFolder } from '../archive/folder.ts';
import { judge } from '../compare/gate.ts';
import { singleQuoted } from '../material/single-quoted.ts';
import { FORMATS } from '../report/index.ts';
import { earlierScans } from './earlier-scans.ts';
import { namedResult } from './named-result.ts';
import { parseOutputs, writeOutputs } from './outputs.ts';
import { repositoryHere } from './repository.ts';
import { terminalWidth, wantsColour } from './terminal.ts';

/** Writes reports of a kept result, which a scan of an earlier version may have written. */
export async function reportCommand(
  named: string,
  { format = ['summary'] }: { readonly format?: readonly string[] },
): Promise<number> {
  const outputs = parseOutputs(format, FORMATS);
  const result = await namedResult(named);
  const trend = await earlierScans(openArchive(archiveFolder(process.env)), result, outputs);
  await writeOutputs(outputs, result, {
    colour: wantsColour({ color: true }),
    width: terminalWidth(),
    verdict: judge(result, {}),
    repository: repositoryHere(),
    kept: { name: shellWord(named) },
    ...(trend ? { trend } : {}),
  });
  return 0;
}

/** Names of files are whatever their owner likes. */
function shellWord(value: string): string {
  return /^[\w./~-]+$/.test(value) ? value : singleQuoted(value);
}
