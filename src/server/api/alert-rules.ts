import { randomUUID } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { messageShape } from '../deliver/message.ts';
import { condition } from '../monitor/conditions.ts';
import type { AlertRuleRow } from '../store/alert-rules.ts';
import { alertRuleById, deleteAlertRule, insertAlertRule, listAlertRules } from '../store/alert-rules.ts';
import { listAlerts } from '../store/alerts.ts';
import { apiById } from '../store/apis.ts';
import { note } from '../store/audit.ts';
import { lockChannels } from '../store/channels.ts';
import { toJson } from '../store/json.ts';
import type { Page } from '../store/page.ts';
import type { Queries } from '../store/store.ts';
import { changeVersion } from '../store/versioned.ts';
import { needs } from './authenticate.ts';
import { idempotencyHeader, idempotent } from './idempotent.ts';
import { ifMatch, matches, outdated, versionTag } from './if-match.ts';
import { newestPage, pageOf, pageQuery } from './paging.ts';
import { absent, Problem, problems } from './problem.ts';

import { body, json, router, SECURITY, type Service } from './service.ts';
import { idParam, text, time } from './text.ts';

const MOST_CHANNELS = 10;
const DAY_MINUTES = 24 * 60;

const fields = {
  name: text(1, 200),
  condition: condition.describe(
    'judged after each scan that ended, uploaded ones too; not after cancelled ones',
  ),
  api: text(1, 100).nullable().describe('id of the only API that it is about'),
  label: text(1, 60).nullable().describe('only APIs with this label; all where "api" is null as well'),
  channels: z.array(text(1, 100)).min(1).max(MOST_CHANNELS).describe('ids of those that are told'),
  repeatMinutes: z
    .int()
    .min(0)
    .max(30 * DAY_MINUTES)
    .describe('the same of the same API is told again after so long; 0 after each scan'),
  enabled: z.boolean(),
};
const newRule = z
  .strictObject({
    ...fields,
    api: fields.api.default(null),
    label: fields.label.default(null),
    repeatMinutes: fields.repeatMinutes.default(DAY_MINUTES),
    enabled: fields.enabled.default(true),
  })
  .openapi('NewAlertRule');
const changes = z.strictObject(fields).partial().openapi('AlertRuleChanges');
const ruleView = z
  .object({
    id: z.string(),
    name: z.string(),
    condition,
    api: z.string().nullable(),
    label: z.string().nullable(),
    channels: z.array(z.string()),
    repeatMinutes: z.int(),
    enabled: z.boolean(),
    createdAt: time,
    updatedAt: time,
  })
  .openapi('AlertRule');

// A copy: what was made before Zod learnt of OpenAPI does not know how to say it.
const alertView = messageShape.clone().openapi('Alert');

function showRule(row: AlertRuleRow): z.infer<typeof ruleView> {
  return {
    id: row.id,
    name: row.name,
    condition: row.condition as z.infer<typeof condition>,
    api: row.api_id,
    label: row.label,
    channels: [...row.channels],
    repeatMinutes: row.repeat_minutes,
    enabled: row.enabled,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** @throws Problem where it would be about nothing, or tell nobody */
async function check(
  trx: Queries,
  { api, label, channels }: { api: string | null; label: string | null; channels: readonly string[] },
): Promise<void> {
  if (api !== null && label !== null)
    throw new Problem(400, 'invalid-request', 'label: name either one API or a label.');
  if (api !== null && (await apiById(trx, api)) === undefined)
    throw new Problem(400, 'unknown-api', `api: there is no API "${api}".`);
  const known = new Set((await lockChannels(trx, channels)).map(({ id }) => id));
  const missing = channels.find((id) => !known.has(id));
  if (missing !== undefined)
    throw new Problem(400, 'unknown-channel', `channels: there is no channel "${missing}".`);
}

export function alertRuleRoutes({ store }: Service) {
  return router()
    .openapi(
      createRoute({
        method: 'post',
        path: '/alert-rules',
        operationId: 'createAlertRule',
        tags: ['Alerts'],
        description: 'Says what is told, of which APIs, and to whom.',
        security: SECURITY,
        middleware: needs('scan'),
        request: { headers: idempotencyHeader, body: body(newRule) },
        responses: { 201: json(ruleView, 'The rule'), ...problems(400, 422) },
      }),
      async (context) => {
        const given = context.req.valid('json');
        const caller = context.get('caller').id;
        const rule = await idempotent(context, store, async (trx) => {
          const channels = [...new Set(given.channels)];
          await check(trx, { ...given, channels });
          const row = await insertAlertRule(trx, {
            id: randomUUID(),
            name: given.name,
            condition: toJson(given.condition),
            api_id: given.api,
            label: given.label,
            channels: toJson(channels),
            repeat_minutes: given.repeatMinutes,
            enabled: given.enabled,
            created_by: caller,
          });
          await note(trx, caller, 'alert-rule.create', row.id, given);
          return showRule(row);
        });
        return context.json(rule, 201, { Location: `/api/v1/alert-rules/${rule.id}` });
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/alert-rules',
        operationId: 'listAlertRules',
        tags: ['Alerts'],
        security: SECURITY,
        middleware: needs('read'),
        request: { query: z.object(pageQuery) },
        responses: { 200: json(pageOf(ruleView), 'Newest first'), ...problems(400) },
      }),
      async (context) => {
        const asked = context.req.valid('query');
        const list = (page: Page) => listAlertRules(store.db, page);
        return context.json(await newestPage(asked, list, showRule), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/alert-rules/{id}',
        operationId: 'getAlertRule',
        tags: ['Alerts'],
        security: SECURITY,
        middleware: needs('read'),
        request: { params: idParam('alert rule') },
        responses: { 200: json(ruleView, 'The rule'), ...problems(404) },
      }),
      async (context) => {
        const row = await alertRuleById(store.db, context.req.valid('param').id);
        if (row === undefined) throw absent('alert rule');
        return context.json(showRule(row), 200, { ETag: versionTag(row) });
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/alert-rules/{id}',
        operationId: 'changeAlertRule',
        tags: ['Alerts'],
        security: SECURITY,
        middleware: needs('scan'),
        request: { params: idParam('alert rule'), headers: ifMatch, body: body(changes) },
        responses: { 200: json(ruleView, 'The rule as it is now'), ...problems(400, 404, 412) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        const given = context.req.valid('json');
        const wanted = context.req.header('if-match');
        const changed = await store.db.transaction().execute(async (trx) => {
          const before = await alertRuleById(trx, id);
          if (before === undefined) throw absent('alert rule');
          if (!matches(wanted, before)) throw outdated('alert rule');
          const { api = before.api_id, label = before.label, channels = before.channels } = given;
          await check(trx, { api, label, channels });
          const row = await changeVersion(trx, 'alert_rules', before, {
            ...(given.name === undefined ? {} : { name: given.name }),
            ...(given.condition === undefined ? {} : { condition: toJson(given.condition) }),
            api_id: api,
            label,
            channels: toJson([...new Set(channels)]),
            ...(given.repeatMinutes === undefined ? {} : { repeat_minutes: given.repeatMinutes }),
            ...(given.enabled === undefined ? {} : { enabled: given.enabled }),
          });
          if (row === undefined) throw outdated('alert rule');
          await note(trx, context.get('caller').id, 'alert-rule.change', id, given);
          return row;
        });
        return context.json(showRule(changed), 200, { ETag: versionTag(changed) });
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/alert-rules/{id}',
        operationId: 'deleteAlertRule',
        tags: ['Alerts'],
        description: 'Alerts that it raised stay.',
        security: SECURITY,
        middleware: needs('scan'),
        request: { params: idParam('alert rule') },
        responses: { 204: { description: 'Gone' }, ...problems(404) },
      }),
      async (context) => {
        const { id } = context.req.valid('param');
        await store.db.transaction().execute(async (trx) => {
          if (!(await deleteAlertRule(trx, id))) throw absent('alert rule');
          await note(trx, context.get('caller').id, 'alert-rule.delete', id);
        });
        return context.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/alerts',
        operationId: 'listAlerts',
        tags: ['Alerts'],
        description: 'What alert rules had to tell, whatever became of its deliveries.',
        security: SECURITY,
        middleware: needs('read'),
        request: {
          query: z.object({ ...pageQuery, api: text(1, 100).optional().describe('id of an API') }),
        },
        responses: { 200: json(pageOf(alertView), 'Newest first'), ...problems(400) },
      }),
      async (context) => {
        const { api, ...asked } = context.req.valid('query');
        const list = (page: Page) => listAlerts(store.db, page, api);
        return context.json(await newestPage(asked, list, ({ message }) => message), 200);
      },
    );
}

export type AlertRuleView = z.infer<typeof ruleView>;
