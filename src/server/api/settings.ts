import { createRoute, z } from '@hono/zod-openapi';
import { purge } from '../purge.ts';
import { note } from '../store/audit.ts';
import { changeSettings, readSettings, type VersionedSettings } from '../store/settings.ts';
import { needs } from './authenticate.ts';
import { ifMatch, matches, outdated, versionTag } from './if-match.ts';
import { problems } from './problem.ts';
import { body, json, router, SECURITY, type Service } from './service.ts';

const MOST_DAYS = 36_500;
const MOST_SCANS = 1_000_000;
const days = (what: string) => z.int().min(1).max(MOST_DAYS).describe(`days for which ${what}`);
const scans = (what: string) => z.int().min(1).max(MOST_SCANS).describe(what);

const retention = z.strictObject({
  results: days('results are kept; the newest of each API always is, and scores and findings are'),
  events: days('the events of scans are kept'),
  audit: days('the audit log is kept'),
  deliveries: days('deliveries of alerts are kept'),
});
const quotas = z.strictObject({
  scansPerDay: scans('scans that a key may start within 24 hours'),
  waitingScans: scans('scans of a key that may wait'),
  runningScans: scans('scans of a key that run at once; more of them wait'),
});
const defaults = z.strictObject({
  maxSeconds: z.int().min(5).max(3_600).describe('time of a scan that names none'),
  rate: z
    .number()
    .min(0.1)
    .max(10_000)
    .nullable()
    .describe('requests per second of a scan that names no rate'),
});
const changes = z
  .strictObject({ retention: retention.partial(), quotas: quotas.partial(), defaults: defaults.partial() })
  .partial()
  .openapi('SettingsChanges');
const settingsView = z
  .object({
    retention,
    quotas: quotas.describe('of each key'),
    defaults,
    purgedAt: z.iso.datetime().nullable().describe('when what was too old was last removed'),
  })
  .openapi('Settings');
const purged = z
  .object({
    results: z.int(),
    events: z.int(),
    audit: z.int(),
    deliveries: z.int(),
    alerts: z.int().describe('with what rules remember to have said'),
    sessions: z.int().describe('that have ended, with failed attempts to sign in'),
    idempotency: z.int(),
  })
  .openapi('Purged');

function show({ version: _version, purgedAt, ...settings }: VersionedSettings): z.infer<typeof settingsView> {
  return { ...settings, purgedAt: purgedAt?.toISOString() ?? null };
}

export function settingsRoutes({ store }: Service) {
  return router()
    .openapi(
      createRoute({
        method: 'get',
        path: '/settings',
        operationId: 'getSettings',
        tags: ['Settings'],
        security: SECURITY,
        middleware: needs('admin'),
        responses: { 200: json(settingsView, 'As they are'), ...problems() },
      }),
      async (context) => {
        const settings = await readSettings(store.db);
        return context.json(show(settings), 200, { ETag: versionTag(settings) });
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/settings',
        operationId: 'changeSettings',
        tags: ['Settings'],
        security: SECURITY,
        middleware: needs('admin'),
        request: { headers: ifMatch, body: body(changes) },
        responses: { 200: json(settingsView, 'As they are now'), ...problems(400, 412) },
      }),
      async (context) => {
        const wanted = context.req.valid('json');
        const settings = await store.db.transaction().execute(async (trx) => {
          const before = await readSettings(trx);
          if (!matches(context.req.header('if-match'), before)) throw outdated('settings');
          const after = await changeSettings(trx, before.version, wanted as never);
          if (after === undefined) throw outdated('settings');
          await note(trx, context.get('caller').id, 'settings.change', 'settings', wanted);
          return after;
        });
        return context.json(show(settings), 200, { ETag: versionTag(settings) });
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/settings/purge',
        operationId: 'purgeData',
        tags: ['Settings'],
        description: 'Removes what is older than the settings keep, now instead of within a day.',
        security: SECURITY,
        middleware: needs('admin'),
        responses: { 200: json(purged, 'How much was removed'), ...problems() },
      }),
      async (context) => context.json(await purge(store, context.get('caller').id), 200),
    );
}

export type SettingsView = z.infer<typeof settingsView>;

export type PurgedView = z.infer<typeof purged>;
