import type { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { etag } from 'hono/etag';
import { sql } from 'kysely';
import { VERSION } from '../../version.ts';
import type { Log } from '../operations/log.ts';
import type { ApiDocument } from '../reference/document.ts';
import { REFERENCE_POLICY, referencePage } from '../reference/page.ts';
import { accountRoutes } from './account.ts';
import { alertRuleRoutes } from './alert-rules.ts';
import { apiRoutes } from './apis.ts';
import { auditRoutes } from './audit.ts';
import type { RateLimits } from './authenticate.ts';
import { authenticate, needs } from './authenticate.ts';
import { backupRoutes } from './backup.ts';
import type { Env } from './caller.ts';
import { channelActionRoutes } from './channel-actions.ts';
import { channelRoutes } from './channels.ts';
import { credentialRoutes } from './credentials.ts';
import { deliveryRoutes } from './deliveries.ts';
import { eventRoutes } from './events.ts';
import { findingRoutes } from './findings.ts';
import { guideRoutes } from './guides.ts';
import { historyRoutes } from './history.ts';
import { identityRoutes } from './identities.ts';
import { keyRoutes } from './keys.ts';
import { allowedMethods } from './methods.ts';
import { observed } from './observed.ts';
import { overviewRoutes } from './overview.ts';
import { ownershipRoutes } from './ownership.ts';
import { answerProblem, Problem, problemOf } from './problem.ts';
import { releaseRoutes } from './releases.ts';
import { resultRoutes } from './results.ts';
import { retentionRoutes } from './retention-runs.ts';
import { ruleRoutes } from './rules.ts';
import { scanRoutes } from './scans.ts';
import { scheduleRoutes } from './schedules.ts';
import { router, type Service } from './service.ts';
import { sessionRoutes } from './sessions.ts';
import { settingsRoutes } from './settings.ts';
import { webhookDocument } from './webhook-document.ts';

/** A result with all its proofs; the largest that were seen have 20 MB. */
const MOST_RESULT_BYTES = 64 * 1024 * 1024;
const MOST_BYTES = 1024 * 1024;
const UPLOAD = '/api/v1/results';

/** Browsers send no longer ones, and servers should support as much (RFC 9110, section 4.1). */
const LONGEST_URL = 8_000;

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
};

const ABOUT = {
  openapi: '3.1.0',
  info: {
    title: 'middlebrick',
    version: VERSION,
    description: 'Scans of APIs, their findings and how they change. Errors are problems (RFC 9457).',
  },
  servers: [{ url: '/' }],
};

const ROUTES = [
  apiRoutes,
  overviewRoutes,
  historyRoutes,
  releaseRoutes,
  identityRoutes,
  credentialRoutes,
  scanRoutes,
  eventRoutes,
  resultRoutes,
  findingRoutes,
  retentionRoutes,
  scheduleRoutes,
  alertRuleRoutes,
  channelRoutes,
  channelActionRoutes,
  deliveryRoutes,
  webhookDocument,
  ruleRoutes,
  guideRoutes,
  keyRoutes,
  ownershipRoutes,
  settingsRoutes,
  auditRoutes,
  accountRoutes,
  sessionRoutes,
  backupRoutes,
];

/** The REST API with its document and what orchestrators ask for. */
export function createApp(
  service: Service,
  { limits, trustProxy }: { readonly limits: RateLimits; readonly trustProxy: boolean },
  log: Log,
): OpenAPIHono<Env> {
  const app = router();
  app.onError((failure, context) => {
    const problem = problemOf(failure);
    const request = context.get('request');
    const { message, stack } = failure;
    if (problem === undefined || problem.status >= 500)
      log(`${context.req.method} ${context.req.path}: ${message}`, { request, stack }, 'error');
    if (problem) return answerProblem(context, problem);
    const says = `The server failed: its log says why (request ${request}).`;
    return answerProblem(context, new Problem(500, 'internal-error', says));
  });
  app.use(observed(service.metrics, log));
  app.use(async (context, next) => {
    await next();
    // Unless the answer says it itself.
    for (const [name, value] of Object.entries(HEADERS))
      if (!context.res.headers.has(name)) context.res.headers.set(name, value);
  });
  app.use(async (context, next) => {
    if (context.req.url.length > LONGEST_URL)
      throw new Problem(414, 'url-too-long', `At most ${LONGEST_URL} characters are read of an address.`);
    await next();
  });
  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.get('/readyz', async (context) => {
    if (service.stage() !== 'serving') throw new Problem(503, 'stopping', 'The server is being stopped.');
    await sql`select 1`.execute(service.store.db).catch(() => {
      throw new Problem(503, 'not-ready', 'The database does not answer.');
    });
    return context.json({ status: 'ready' });
  });
  app.get('/api', (context) =>
    context.html(reference(), 200, {
      'Content-Security-Policy': REFERENCE_POLICY,
      'Cache-Control': 'no-cache',
    }),
  );
  const authenticated = authenticate(service.store, limits, trustProxy);
  // Behind a proxy of this machine everybody comes from loopback: an address opens nothing, a key does.
  app.get('/metrics', authenticated, needs('read'), async ({ body }) =>
    body(await service.metrics.text(), 200, { 'Content-Type': service.metrics.contentType }),
  );
  app.use('/api/*', authenticated);
  app.use('/api/*', limitedTo);
  app.use('/api/*', taggedAnswers());
  for (const routes of ROUTES) app.route('/api/v1', routes(service));
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  app.doc31('/openapi.json', ABOUT);
  let page: string | undefined;
  /** Made when somebody reads it. */
  function reference(): string {
    page ??= referencePage(app.getOpenAPI31Document(ABOUT) as unknown as ApiDocument);
    return page;
  }
  app.notFound((context) => {
    const allowed = allowedMethods(app.routes, context.req.path);
    const problem =
      allowed.length > 0
        ? new Problem(405, 'method-not-allowed', `${context.req.method} is not for this.`, {
            headers: { Allow: allowed.join(', ') },
          })
        : new Problem(404, 'not-found', 'There is nothing here: /openapi.json lists what there is.');
    return answerProblem(context, problem);
  });
  return app;
}

const limitedTo: MiddlewareHandler<Env> = (context, next) => {
  const maxSize = context.req.path === UPLOAD ? MOST_RESULT_BYTES : MOST_BYTES;
  const onError = () => {
    // The rest of it is not read: nothing else can come on this connection.
    const headers = { Connection: 'close' };
    throw new Problem(413, 'too-large', `At most ${maxSize} bytes are read.`, { headers });
  };
  return bodyLimit({ maxSize, onError })(context, next);
};

/** A stream has no end that a tag could be made of, and a backup is not read for one. */
function taggedAnswers(): MiddlewareHandler<Env> {
  const tagged = etag();
  return (context, next) => (/\/(?:events|backup)$/.test(context.req.path) ? next() : tagged(context, next));
}
