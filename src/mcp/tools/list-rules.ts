import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { rulesAbout } from '../../checks/find-rules.ts';
import { CATALOGUE } from '../../checks/index.ts';
import type { Check } from '../../checks/rule.ts';
import { ScanError } from '../../errors.ts';
import { counted } from '../../report/words.ts';
import { SEVERITIES } from '../../result.ts';
import { answer } from '../answer.ts';
import { outline } from '../outline.ts';
import type { Workbench } from '../workbench.ts';

const input = z.strictObject({
  check: z.string().optional().describe('only the rules of this check, such as authentication or bola'),
  search: z
    .string()
    .optional()
    .describe('only the rules about this term: IDOR, XSS, brute force, prompt injection, CWE-89'),
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
    ({ check, search }) =>
      answer(bench, async () => {
        const data = {
          checks: shown(search === undefined ? wanted(check) : about(search, wanted(check))),
        } satisfies z.infer<typeof output>;
        const rules = data.checks.reduce((sum, one) => sum + one.rules.length, 0);
        return {
          says: [
            `${counted(rules, 'rule')} in ${counted(data.checks.length, 'check')}.`,
            ...data.checks.flatMap((one) => [
              '',
              `${one.title} (${one.check}, ${one.owasp}): ${one.purpose}`,
              ...one.rules.map(({ rule, severity, title }) => `- ${rule} [${severity}] ${title}`),
            ]),
          ],
          untrusted: [],
          data,
        };
      }),
  );
}

function wanted(id: string | undefined): readonly Check[] {
  const checks = CATALOGUE.filter((check) => id === undefined || check.id === id);
  if (checks.length > 0) return checks;
  throw new ScanError(
    'invalid-option',
    `There is no check "${id}"; there are ${CATALOGUE.map((check) => check.id).join(', ')}.`,
  );
}

function about(term: string, checks: readonly Check[]): Check[] {
  const found = rulesAbout(term).map(({ rule }) => rule);
  return checks
    .map((check) => ({ ...check, rules: check.rules.filter((rule) => found.includes(rule)) }))
    .filter(({ rules }) => rules.length > 0);
}

function shown(checks: readonly Check[]): z.infer<typeof output>['checks'] {
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
