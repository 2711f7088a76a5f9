import type { Context } from 'hono';
import { Hono } from 'hono';
import type { Session } from '../sign-in/session.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Store } from '../store/store.ts';
import type { ApiClient } from './api-client.ts';
import type { Assets } from './assets.ts';

/** What all pages work with. Pages read and change nothing but by the REST API; only sign-in has the store. */
export interface Site {
  readonly store: Store;
  readonly signIn: SignIn;
  readonly trustProxy: boolean;
  readonly assets: Assets;
}

export interface PageEnv {
  Variables: {
    /** Of whoever is signed in: set on all pages but those for signing in. */
    session: Session;
    /** The REST API, asked as they. */
    api: ApiClient;
    site: Site;
    /** Its number in the log. */
    request: string;
  };
}

export type PageContext = Context<PageEnv>;

export function pageRouter(): Hono<PageEnv> {
  return new Hono<PageEnv>({ strict: false });
}
