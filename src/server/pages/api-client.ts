import { Problem } from '../api/problem.ts';
import type { Session } from '../sign-in/session.ts';
import type { PageContext } from './site.ts';

/** The REST API in this process, as whoever is signed in. */
export interface ApiClient {
  /** @throws Problem as the API tells it */
  get<Body>(path: string, query?: Query): Promise<Body>;
  /** @throws Problem as the API tells it */
  send<Body>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<Body>;
  /** The answer as it comes, for what a page passes on. */
  ask(path: string, query?: Query): Promise<Response>;
}

type Query = Readonly<Record<string, string | number | undefined>>;

export type Ask = (path: string, init: RequestInit, env: unknown) => Response | Promise<Response>;

const JSON_TYPE = { 'content-type': 'application/json' };

export function apiClient(context: PageContext, session: Session, ask: Ask): ApiClient {
  const headers: Record<string, string> = {
    cookie: context.req.header('cookie') ?? '',
    'x-csrf-token': session.csrf,
    // In the log, what a page asks stands beside the page.
    'x-request-id': context.get('request'),
    ...forwarded(context),
  };
  async function told<Body>(response: Response): Promise<Body> {
    const text = await response.text();
    const body = text === '' ? undefined : JSON.parse(text);
    if (response.ok) return body as Body;
    const { detail, code, errors } = body as { detail: string; code: string; errors?: Problem['errors'] };
    throw new Problem(response.status as Problem['status'], code, detail, errors ? { errors } : {});
  }
  const request = async (path: string, query: Query = {}) =>
    await ask(`/api/v1${path}${queryOf(query)}`, { headers }, context.env);
  return {
    ask: request,
    get: async (path, query) => await told(await request(path, query)),
    async send(method, path, body) {
      const init =
        body === undefined
          ? { method, headers }
          : { method, headers: { ...headers, ...JSON_TYPE }, body: JSON.stringify(body) };
      return await told(await ask(`/api/v1${path}`, init, context.env));
    },
  };
}

/** Which cookie is ours depends on them. */
function forwarded(context: PageContext): Record<string, string> {
  const names = ['x-forwarded-proto', 'x-forwarded-for', 'host'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = context.req.header(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** With its question mark; empty where nothing is asked. */
export function queryOf(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
