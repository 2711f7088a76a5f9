import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { guideFor } from '../../guides/guide.ts';
import { SEVERITIES } from '../../result.ts';
import { answer } from '../answer.ts';
import { outline } from '../outline.ts';
import type { Subject } from '../subject.ts';
import { subjectOf } from '../subject.ts';
import type { Workbench } from '../workbench.ts';

const input = z.strictObject({
  finding: z
    .string()
    .describe(
      'fingerprint of a finding or of a place, the beginning of one, a rule id, or a term such as IDOR',
    ),
  scan: z.string().optional().describe('look in this scan; in the newest that has it where left out'),
  framework: z
    .string()
    .optional()
    .describe(
      'what the code is written with, such as express or axum; what the scan took it for where left out',
    ),
  credential: z
    .string()
    .optional()
    .describe('kind of credential, such as api-keys, jwt or mutual-tls; what the scan saw where left out'),
  container: z.string().optional().describe('what grows: limiter …'),
  whole: z.boolean().default(false).describe('the whole guide: how it arises, how it shows, questions'),
});

const output = z.object({
  rule: z.string(),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  framework: z.string().optional().describe('the fix is for this one; for any where absent'),
  credential: z.string().optional().describe('the fix is for this kind; for any where absent'),
  container: z.string().optional(),
  remediation: z.string().describe('Markdown, with code where there is a page for this framework'),
  inShort: z.string(),
  guide: z.string().optional().describe('Markdown; with whole'),
});

export function getFix(server: McpServer, bench: Workbench): void {
  server.registerTool(
    'get_fix',
    {
      title: 'Get the fix',
      description:
        'How to fix a finding, for the framework and the kind of credential at hand. Every word is from middlebrick, none from the scanned API. Sends nothing.',
      inputSchema: input,
      outputSchema: outline(output),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    (args) =>
      answer(bench, async () => {
        const subject = await subjectOf(bench, args.finding, args.scan);
        const guide = await guideFor(subject.rule.id, contextOf(subject, args));
        const { framework, credential, container } = guide;
        const data: z.infer<typeof output> = {
          rule: subject.rule.id,
          title: guide.title,
          severity: subject.rule.severity,
          ...(framework ? { framework } : {}),
          ...(credential ? { credential } : {}),
          ...(container ? { container } : {}),
          remediation: guide.fix,
          inShort: subject.rule.remediation,
          ...(args.whole ? { guide: guide.markdown } : {}),
        };
        const forWhat = [framework, credential, container].filter(Boolean).join(', ') || 'any framework';
        return {
          says: [
            `${data.rule}: ${data.title} (for ${forWhat})`,
            ...(data.remediation === data.inShort ? [] : [`In short: ${data.inShort}`]),
            '',
            args.whole ? guide.markdown : guide.fix,
          ],
          untrusted: [],
          data,
        };
      }),
  );
}

/** Guides know a closed list of names: what a scan took from an answer chooses a page and is never shown. */
function contextOf({ rule, seen }: Subject, typed: Omit<z.infer<typeof input>, 'finding' | 'whole'>) {
  const surface = seen?.result.surface;
  return {
    framework: typed.framework ?? surface?.framework?.name,
    credential: typed.credential ?? surface?.credential.kind,
    container:
      typed.container ?? seen?.result.retention?.findings.find(({ id }) => id === rule.id)?.container?.kind,
  };
}
