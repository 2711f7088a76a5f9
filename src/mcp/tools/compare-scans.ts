import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { compareResults } from '../../compare/diff.ts';
import { counted } from '../../report/words.ts';
import { answer } from '../answer.ts';
import { scanNamed } from '../kept-scans.ts';
import { outline } from '../outline.ts';
import type { FindingShape } from '../shapes.ts';
import { briefShape, findingShape, notice, toBrief, toFindingShape } from '../shapes.ts';
import { NOTICE } from '../untrusted.ts';
import { briefLine, findingWords, locationLines } from '../words.ts';
import type { Workbench } from '../workbench.ts';

const input = z.strictObject({
  before: z.string().describe('id of the earlier scan, or the beginning of it'),
  after: z.string().default('last').describe('id of the later scan, the beginning of it, or last'),
});

const output = z.object({
  notice,
  before: briefShape,
  after: briefShape,
  sameTarget: z.boolean(),
  scoreChange: z.number().nullable().describe('null where one of them has no score'),
  appeared: z.array(findingShape).describe('only the locations that are new'),
  resolved: z.array(findingShape).describe('only the locations that are gone'),
  notTested: z.array(findingShape).describe('not seen again where this scan did not look: not resolved'),
  remaining: z.number().describe('findings in both'),
  notLookedAt: z
    .array(z.string())
    .describe('rules that ran then and not now: their findings may still be there'),
});

type Output = z.infer<typeof output>;

export function compareScans(server: McpServer, bench: Workbench): void {
  server.registerTool(
    'compare_scans',
    {
      title: 'Compare two scans',
      description:
        'What is new, what is gone, and how the score changed from one kept scan to another: shows whether a fix worked. Sends nothing.',
      inputSchema: input,
      outputSchema: outline(output),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    (args) =>
      answer(bench, async () => {
        const before = await scanNamed(bench, args.before);
        const after = await scanNamed(bench, args.after);
        const diff = compareResults(before, after);
        const data: Output = {
          notice: NOTICE,
          before: toBrief(before),
          after: toBrief(after),
          sameTarget: before.target.url === after.target.url,
          scoreChange: diff.scoreChange,
          appeared: diff.appeared.map(toFindingShape),
          resolved: diff.resolved.map(toFindingShape),
          notTested: diff.notTested.map(toFindingShape),
          remaining: diff.remaining.length,
          notLookedAt: [...diff.notLookedAt],
        };
        return { says: words(data), untrusted: quoted(data), data };
      }),
  );
}

function words(diff: Output): string[] {
  const change = diff.scoreChange;
  return [
    `Before: ${briefLine(diff.before)}`,
    `After:  ${briefLine(diff.after)}`,
    ...(diff.sameTarget ? [] : ['These are scans of two different addresses.']),
    change === null
      ? 'Score: not comparable, one scan has none.'
      : `Score: ${change > 0 ? '+' : ''}${change}.`,
    ...section('New', diff.appeared),
    ...section('Resolved', diff.resolved),
    ...section('Not seen again, and not tested', diff.notTested),
    `${counted(diff.remaining, 'finding')} in both.`,
    ...(diff.notLookedAt.length > 0
      ? [`Not looked at any more, so not resolved either: ${diff.notLookedAt.join(', ')}.`]
      : []),
  ];
}

function section(title: string, findings: readonly FindingShape[]): string[] {
  if (findings.length === 0) return [`${title}: none.`];
  return [`${title}:`, ...findings.flatMap((finding, at) => findingWords(finding, at + 1))];
}

function quoted({ before, after, appeared, resolved, notTested }: Output): string[] {
  return [
    `before: ${before.untrusted.target}`,
    `after: ${after.untrusted.target}`,
    ...appeared.flatMap((finding, at) => locationLines(finding, `new ${at + 1}`)),
    ...resolved.flatMap((finding, at) => locationLines(finding, `resolved ${at + 1}`)),
    ...notTested.flatMap((finding, at) => locationLines(finding, `not tested ${at + 1}`)),
  ];
}
