import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { allowedMethods } from '../api/methods.ts';
import { Problem, problemOf } from '../api/problem.ts';
import type { Log } from '../operations/log.ts';
import { createOidc, type OidcSettings } from '../sign-in/oidc.ts';
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
import { oidcPages } from './oidc-pages.ts';
import { overviewPage } from './overview-page.ts';
import { problemPage } from './problem-page.ts';
import { scanPage } from './scan-page.ts';
import { scansPage } from './scans-page.ts';
import { SET_UP_PAGES } from './set-up-pages.ts';
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
  ...SET_UP_PAGES,
  accountPage,
  signOutPage,
];

interface Surroundings {
  readonly store: Store;
  readonly trustProxy: boolean;
  readonly oidc: OidcSettings | undefined;
  readonly log: Log;
}

/** The dashboard. It is added behind the REST API, so that whatever that answers never comes here. */
export async function createPages(
  ask: Ask,
  { store, trustProxy, oidc, log }: Surroundings,
): Promise<Hono<PageEnv>> {
  const assets = await readAssets();
  const signIn = createSignIn(store);
  const site = { store, signIn, trustProxy, hasSso: oidc !== undefined, assets };
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
  if (oidc) routes.route('/', oidcPages(createOidc(oidc)));
  routes.use(signedIn(ask, (path) => allowedMethods(routes.routes, path).length > 0));
  for (const page of PAGES) routes.route('/', page());
  routes.get('*', async (context, next) => {
    // Programs are told by the API what there is not.
    if (!context.req.header('accept')?.includes('text/html')) return await next();
    throw new Problem(404, 'not-found', 'There is no such page.');
  });
  return routes;
}
