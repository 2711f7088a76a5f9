import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { counted } from '../../report/words.ts';
import { answer } from '../answer.ts';
import { outline } from '../outline.ts';
import { briefOf, briefShape, notice } from '../shapes.ts';
import { NOTICE } from '../untrusted.ts';
import { briefLine } from '../words.ts';
import type { Workbench } from '../workbench.ts';

const MOST_AT_ONCE = 100;
const DEFAULT_AT_ONCE = 20;

const input = z.strictObject({
  target: z.string().optional().describe('only scans of addresses that begin so'),
  limit: z.int().min(1).max(MOST_AT_ONCE).default(DEFAULT_AT_ONCE),
});

const output = z.object({ notice, scans: z.array(briefShape).describe('newest first'), left: z.number() });

export function listScans(server: McpServer, bench: Workbench): void {
  server.registerTool(
    'list_scans',
    {
      title: 'List past scans',
      description:
        'Scans kept on this machine, newest first, made here or by the command line. Sends nothing.',
      inputSchema: input,
      outputSchema: outline(output),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ target = '', limit }) =>
      answer(bench, async () => {
        const { heads, damaged } = await bench.archive.heads();
        const all = heads.filter(({ url }) => url.startsWith(target));
        const scans = all.slice(0, limit).map(briefOf);
        const left = all.length - scans.length;
        return {
          says: [
            `${counted(all.length, 'scan')} kept on this machine${left > 0 ? `, ${left} older ones left out` : ''}.`,
            ...(damaged.length > 0 ? [`Files that cannot be read as results: ${damaged.join(', ')}.`] : []),
            ...scans.map(briefLine),
          ],
          untrusted: scans.map(({ scan, untrusted }) => `${scan.slice(0, 8)}: ${untrusted.target}`),
          data: { notice: NOTICE, scans, left } satisfies z.infer<typeof output>,
        };
      }),
  );
}
