import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { Problem, problemOf } from '../api/problem.ts';
import { createSignIn } from '../sign-in/sign-in.ts';
import type { Store } from '../store/store.ts';
import { accountPage } from './account-page.ts';
import { alertRuleFormPages } from './alert-rule-form-pages.ts';
import { alertsPage } from './alerts-page.ts';
import type { Ask } from './api-client.ts';
import { apiFormPages } from './api-form-pages.ts';
import { apiPage } from './api-page.ts';
import { readAssets, serveAssets } from './assets.ts';
import { channelFormPages } from './channel-form-pages.ts';
import { channelsPage } from './channels-page.ts';
import { credentialFormPages } from './credential-form-pages.ts';
import { credentialsPage } from './credentials-page.ts';
import { deliveriesPage } from './deliveries-page.ts';
import { findingsPage } from './findings-page.ts';
import { guidesPage } from './guides-page.ts';
import { identitiesPage } from './identities-page.ts';
import { keysPage } from './keys-page.ts';
import { overviewPage } from './overview-page.ts';
import { problemPage } from './problem-page.ts';
import { scansPage } from './scans-page.ts';
import { scheduleFormPages } from './schedule-form-pages.ts';
import { schedulesPage } from './schedules-page.ts';
import { signInPages, signOutPage } from './sign-in-pages.ts';
import { signedIn } from './signed-in.ts';
import { type PageContext, type PageEnv, pageRouter } from './site.ts';

/** A form is a few lines of text. */
const MOST_BYTES = 256 * 1024;

/** Each behind the sign-in. A new page is a line here, and one in navigation.ts where it has an entry there. */
const PAGES = [
  ...[overviewPage, apiFormPages, apiPage, findingsPage, scansPage],
  ...[schedulesPage, scheduleFormPages, alertsPage, alertRuleFormPages],
  ...[channelsPage, channelFormPages, deliveriesPage],
  ...[credentialsPage, credentialFormPages, identitiesPage, keysPage, guidesPage],
  ...[accountPage, signOutPage],
];

interface Surroundings {
  readonly store: Store;
  readonly trustProxy: boolean;
  readonly log: (says: string) => void;
}

/** The dashboard. It is added behind the REST API, so that whatever that answers never comes here. */
export async function createPages(
  ask: Ask,
  { store, trustProxy, log }: Surroundings,
): Promise<Hono<PageEnv>> {
  const assets = await readAssets();
  const site = { store, signIn: createSignIn(store), trustProxy, assets };
  const routes = pageRouter();
  routes.onError((failure, context) => {
    const problem = problemOf(failure);
    if (problem === undefined)
      log(`${context.req.method} ${context.req.path}: ${failure.stack ?? failure.message}`);
    return problemPage(
      context as PageContext,
      problem ?? new Problem(500, 'internal-error', 'The server failed: its log says why.'),
    );
  });
  routes.use(async (context, next) => {
    context.set('site', site);
    await next();
  });
  routes.use(compress());
  routes.use(
    bodyLimit({
      maxSize: MOST_BYTES,
      onError: () => {
        throw new Problem(413, 'too-large', `A form has ${MOST_BYTES} bytes at most.`);
      },
    }),
  );
  serveAssets(routes, assets);
  routes.route('/', signInPages());
  routes.use(signedIn(ask));
  for (const page of PAGES) routes.route('/', page());
  routes.get('*', async (context, next) => {
    // The API says itself what it has not.
    if (context.req.path.startsWith('/api/')) return await next();
    throw new Problem(404, 'not-found', 'There is no such page.');
  });
  return routes;
}
