import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { SEVERITIES } from '../../result.ts';
import { answer } from '../answer.ts';
import { subjectOf } from '../subject.ts';
import type { Workbench } from '../workbench.ts';

const input = z.object({
  finding: z.string().describe('fingerprint of a finding or of a place, the beginning of one, or a rule id'),
  scan: z.string().optional().describe('look in this scan; in the newest that has it where left out'),
});

const output = z.object({
  rule: z.string(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  fix: z.string().describe('for any framework, in short'),
});

export function getFix(server: McpServer, bench: Workbench): void {
  server.registerTool(
    'get_fix',
    {
      title: 'Get the fix',
      description:
        'How to mend a finding. Every word is from middlebrick, none from the scanned API. Sends nothing.',
      inputSchema: input,
      outputSchema: output,
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ finding, scan }) =>
      answer(bench, async () => {
        const { rule } = await subjectOf(bench, finding, scan);
        const data = { rule: rule.id, title: rule.title, severity: rule.severity, fix: rule.fix };
        return { says: [`${rule.id}: ${rule.title}`, rule.meaning, `Fix: ${rule.fix}`], untrusted: [], data };
      }),
  );
}
