import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { CATALOGUE } from '../../checks/index.ts';
import { ScanError } from '../../errors.ts';
import { counted } from '../../report/words.ts';
import { SEVERITIES } from '../../result.ts';
import { answer } from '../answer.ts';
import { outline } from '../outline.ts';
import type { Workbench } from '../workbench.ts';

const input = z.strictObject({
  check: z.string().optional().describe('only the rules of this check, such as authentication or bola'),
});

const output = z.object({
  checks: z.array(
    z.object({
      check: z.string(),
      title: z.string(),
      owasp: z.string(),
      purpose: z.string(),
      rules: z.array(
        z.object({
          rule: z.string(),
          title: z.string(),
          severity: z.enum(SEVERITIES),
          needs: z.array(z.string()).describe('what it cannot run without, beside the address'),
        }),
      ),
    }),
  ),
});

export function listRules(server: McpServer, bench: Workbench): void {
  server.registerTool(
    'list_rules',
    {
      title: 'List checks and rules',
      description: 'What middlebrick looks for: every check with its rules. Sends nothing.',
      inputSchema: input,
      outputSchema: outline(output),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ check }) =>
      answer(bench, async () => {
        const data = { checks: wanted(check) } satisfies z.infer<typeof output>;
        const rules = data.checks.reduce((sum, one) => sum + one.rules.length, 0);
        return {
          says: [
            `${counted(rules, 'rule')} in ${counted(data.checks.length, 'check')}.`,
            ...data.checks.flatMap((one) => [
              '',
              `${one.check} (${one.owasp}): ${one.purpose}`,
              ...one.rules.map(({ rule, severity, title }) => `- ${rule} [${severity}] ${title}`),
            ]),
          ],
          untrusted: [],
          data,
        };
      }),
  );
}

function wanted(id: string | undefined): z.infer<typeof output>['checks'] {
  const checks = CATALOGUE.filter((check) => id === undefined || check.id === id);
  if (checks.length === 0) {
    throw new ScanError(
      'invalid-option',
      `There is no check "${id}"; there are ${CATALOGUE.map((check) => check.id).join(', ')}.`,
    );
  }
  return checks.map(({ id: check, title, owasp, purpose, rules }) => ({
    check,
    title,
    owasp,
    purpose,
    rules: rules.map((rule) => ({
      rule: rule.id,
      title: rule.title,
      severity: rule.severity,
      needs: [...(rule.needs ?? [])],
    })),
  }));
}
