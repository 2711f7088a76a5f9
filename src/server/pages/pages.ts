import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { Problem, problemOf } from '../api/problem.ts';
import type { Log } from '../operations/log.ts';
import { createSignIn } from '../sign-in/sign-in.ts';
import type { Store } from '../store/store.ts';
import { accountPage } from './account-page.ts';
import type { Ask } from './api-client.ts';
import { apiFormPages } from './api-form-pages.ts';
import { apiPage } from './api-page.ts';
import { readAssets, serveAssets } from './assets.ts';
import { badge } from './badge.ts';
import { comparePage } from './compare-page.ts';
import { findingPage } from './finding-page.ts';
import { findingsPage } from './findings-page.ts';
import { overviewPage } from './overview-page.ts';
import { problemPage } from './problem-page.ts';
import { scanPage } from './scan-page.ts';
import { scansPage } from './scans-page.ts';
import { signInPages, signOutPage } from './sign-in-pages.ts';
import { signedIn } from './signed-in.ts';
import { type PageContext, type PageEnv, pageRouter } from './site.ts';

/** A form is a few lines of text. */
const MOST_BYTES = 256 * 1024;

/** Each behind the sign-in. A new page is a line here, and one in navigation.ts where it has an entry there. */
const PAGES = [
  overviewPage,
  apiFormPages,
  apiPage,
  findingsPage,
  findingPage,
  scansPage,
  scanPage,
  comparePage,
  accountPage,
  signOutPage,
];

interface Surroundings {
  readonly store: Store;
  readonly trustProxy: boolean;
  readonly log: Log;
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
    if (problem) return problemPage(context as PageContext, problem);
    const request = context.get('request');
    const { message, stack } = failure;
    log(`${context.req.method} ${context.req.path}: ${message}`, { request, stack }, 'error');
    const says = `The server failed: its log says why (request ${request}).`;
    return problemPage(context as PageContext, new Problem(500, 'internal-error', says));
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
  for (const open of [badge, signInPages]) routes.route('/', open());
  routes.use(signedIn(ask));
  for (const page of PAGES) routes.route('/', page());
  routes.get('*', async (context, next) => {
    // The API says itself what it has not.
    if (context.req.path.startsWith('/api/')) return await next();
    throw new Problem(404, 'not-found', 'There is no such page.');
  });
  return routes;
}
