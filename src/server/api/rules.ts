import { createRoute, z } from '@hono/zod-openapi';
import type { RuleEntry } from '../../catalogue.ts';
import { SEVERITIES } from '../../result.ts';
import { needs } from './authenticate.ts';
import { pageOf, pageQuery, slicePage } from './paging.ts';
import { absent, problems } from './problem.ts';
import { json, router, SECURITY } from './service.ts';
import { idParam, text } from './text.ts';

const ruleView = z
  .object({
    id: z.string(),
    title: z.string(),
    check: z.object({
      id: z.string(),
      title: z.string(),
      owasp: z.string().describe('item of the OWASP API Security Top 10'),
      purpose: z.string().describe('the question that it answers'),
    }),
    severity: z.enum(SEVERITIES).describe('of the usual case; a finding says its own'),
    aliases: z.array(z.string()).describe('other names of the flaw'),
    cwe: z.array(z.int()).describe('most exact first'),
    cvss: z.object({ vector: z.string().describe('CVSS 4.0'), score: z.number() }),
    description: z.string(),
    remediation: z.string(),
    needs: z.array(z.string()).describe('what it cannot run without, beside the address'),
    compliance: z
      .array(z.object({ standard: z.string(), item: z.string() }))
      .describe('requirements that the fix helps to meet; no certification'),
  })
  .openapi('Rule');

/** Loaded when somebody asks: all rules are a second of the start, and tens of megabytes. */
const catalogue = () => import('../../catalogue.ts');

export function ruleRoutes() {
  return router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/rules',
        operationId: 'listRules',
        tags: ['Rules and guides'],
        description: 'What scans look for.',
        security: SECURITY,
        middleware: needs('read'),
        request: {
          query: z.object({
            ...pageQuery,
            search: text(1, 100)
              .optional()
              .describe('name, alias or words of a rule, its check, or a CWE number, such as IDOR or CWE-89'),
            check: text(1, 100).optional().describe('id of a check, such as "bola"'),
            severity: z.enum(SEVERITIES).optional(),
          }),
        },
        responses: { 200: json(pageOf(ruleView), 'In the order of checks'), ...problems(400) },
      }),
      async (context) => {
        const { limit, cursor, search, check, severity } = context.req.valid('query');
        const rules = (await catalogue())
          .ruleEntries(search)
          .filter((rule) => check === undefined || rule.check.id === check)
          .filter((rule) => severity === undefined || rule.severity === severity);
        return context.json(
          slicePage(rules, limit, cursor, ({ id }) => id, showRule),
          200,
        );
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/rules/{id}',
        operationId: 'getRule',
        tags: ['Rules and guides'],
        security: SECURITY,
        middleware: needs('read'),
        request: { params: idParam('rule') },
        responses: { 200: json(ruleView, 'The rule'), ...problems(404) },
      }),
      async (context) => {
        const rule = (await catalogue()).ruleEntry(context.req.valid('param').id);
        if (rule === undefined) throw absent('rule');
        return context.json(showRule(rule), 200);
      },
    );
}

function showRule({
  aliases,
  cwe,
  needs: required,
  compliance,
  ...rule
}: RuleEntry): z.infer<typeof ruleView> {
  return { ...rule, aliases: [...aliases], cwe: [...cwe], needs: [...required], compliance: [...compliance] };
}

export type RuleView = z.infer<typeof ruleView>;
