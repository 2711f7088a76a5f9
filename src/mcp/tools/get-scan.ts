import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { SEVERITIES } from '../../result.ts';
import { answer } from '../answer.ts';
import { scanNamed } from '../kept-scans.ts';
import { outline } from '../outline.ts';
import { scanShape, toScanShape } from '../shapes.ts';
import { scanUntrusted, scanWords } from '../words.ts';
import type { Workbench } from '../workbench.ts';

const MOST_AT_ONCE = 50;
const DEFAULT_AT_ONCE = 15;

const input = z.strictObject({
  scan: z.string().default('last').describe('id, the beginning of it, or last'),
  least: z.enum(SEVERITIES).optional().describe('only findings of this severity or worse'),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(MOST_AT_ONCE).default(DEFAULT_AT_ONCE),
});

export function getScan(server: McpServer, bench: Workbench): void {
  server.registerTool(
    'get_scan',
    {
      title: 'Show a past scan',
      description:
        'Grade, checks and ranked findings of a scan kept on this machine, page by page. Sends nothing. Also shows what a cancelled scan had found.',
      inputSchema: input,
      outputSchema: outline(scanShape),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ scan: name, ...page }) =>
      answer(bench, async () => {
        const scan = toScanShape(await scanNamed(bench, name), page);
        return { says: scanWords(scan), untrusted: scanUntrusted(scan), data: scan };
      }),
  );
}
