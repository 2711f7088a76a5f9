import type { Diff } from '../compare/diff.ts';
import { compareResults } from '../compare/diff.ts';
import { placeName } from '../findings/place-name.ts';
import { jsonText } from '../report/json-text.ts';
import { withoutCommands } from '../report/runner-commands.ts';
import { counted } from '../report/words.ts';
import type { Finding } from '../result.ts';
import { namedResult } from './named-result.ts';
import { print, printWords } from './outputs.ts';

/** Prints what changed; exit code 1 when anything new appeared. */
export async function compareCommand(
  before: string,
  after: string,
  options: { readonly json?: boolean },
): Promise<number> {
  const diff = compareResults(await namedResult(before), await namedResult(after));
  await (options.json ? print(withoutCommands(jsonText(diff), 'json')) : printWords(describe(diff)));
  return diff.appeared.length > 0 ? 1 : 0;
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
