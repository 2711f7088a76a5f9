import { existsSync } from 'node:fs';
import { retentionFolder } from '../archive/folder.ts';
import { openRetentionArchive } from '../archive/retention-archive.ts';
import type { Diff } from '../compare/diff.ts';
import { compareResults } from '../compare/diff.ts';
import { GROWS } from '../compare/growth-gate.ts';
import { compareRetention } from '../compare/retention-diff.ts';
import { placeName } from '../findings/place-name.ts';
import { readText } from '../given/read-file.ts';
import { jsonText } from '../report/json-text.ts';
import { changeInWords } from '../report/retention/change.ts';
import { withoutCommands } from '../report/runner-commands.ts';
import { counted } from '../report/words.ts';
import type { Finding, Retention } from '../result.ts';
import { runIn } from './kept-retention.ts';
import { namedResult } from './named-result.ts';
import { print, printWords } from './outputs.ts';

/** Prints what changed; exit code 1 when anything new appeared. */
export async function compareCommand(
  before: string,
  after: string,
  options: { readonly json?: boolean },
): Promise<number> {
  const runs = [await maybeRun(before), await maybeRun(after)] as const;
  if (runs[0] && runs[1]) return compareRuns(runs[0], runs[1], options);
  const diff = compareResults(await namedResult(before), await namedResult(after));
  await (options.json ? print(withoutCommands(jsonText(diff), 'json')) : printWords(describe(diff)));
  return diff.appeared.length > 0 ? 1 : 0;
}

/** A retention run by that name, where it is none of a scan; undefined otherwise. */
async function maybeRun(name: string): Promise<Retention | undefined> {
  if (existsSync(name)) return runIn(readText(name, 'result'));
  return (await openRetentionArchive(retentionFolder(process.env)).named(name === 'last' ? '-' : name))
    ?.result;
}

/** Exit code 1 where it grows now, 4 where nothing can be told. */
async function compareRuns(
  before: Retention,
  after: Retention,
  options: { readonly json?: boolean },
): Promise<number> {
  const diff = compareRetention(before, after);
  await (options.json
    ? print(withoutCommands(jsonText(diff), 'json'))
    : printWords(`${changeInWords(diff, after).join('\n')}\n`));
  if (GROWS.includes(after.verdict)) return 1;
  return diff.change === 'cannot-be-told' ? 4 : 0;
}

function describe(diff: Diff): string {
  const change = diff.scoreChange;
  const lines = [
    change === null
      ? 'Score: not comparable, one scan has none.'
      : `Score: ${change > 0 ? '+' : ''}${change}.`,
    ...section('New', '+', diff.appeared),
    ...section('Resolved', '-', diff.resolved),
    ...section('Not seen again: not tested', '?', diff.notTested),
    `${counted(diff.remaining.length, 'finding')} in both.`,
    ...(diff.notLookedAt.length > 0 ? [`Not looked at any more: ${diff.notLookedAt.join(', ')}.`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, sign: string, findings: readonly Finding[]): string[] {
  const lines = findings.flatMap((finding) =>
    finding.locations.map(
      (place) => `  ${sign} ${finding.severity.padEnd(8)} ${finding.rule}  ${placeName(place)}`,
    ),
  );
  return lines.length === 0 ? [] : [`${title}:`, ...lines];
}
