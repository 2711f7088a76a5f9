import { createHash } from 'node:crypto';
import { Problem } from '../api/problem.ts';
import type { Session } from '../sign-in/session.ts';
import type { Form } from './form.ts';
import type { PageContext } from './site.ts';

/** The REST API in this process, as whoever is signed in. */
export interface ApiClient {
  /** @throws Problem as the API tells it */
  get<Body>(path: string, query?: Query): Promise<Body>;
  /**
   * @param form that asks for it, where it is to be done once however often that is sent, and only where what it changes is
   * still what the form was drawn of
   * @throws Problem as the API tells it
   */
  send<Body>(method: Method, path: string, body?: object, form?: Form): Promise<Body>;
  /** ETag of what was got from there for this page. */
  tagOf(path: string): string | undefined;
  /** The answer as it comes, for what a page passes on. */
  ask(path: string, query?: Query): Promise<Response>;
}

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Query = Readonly<Record<string, string | number | undefined>>;

export type Ask = (path: string, init: RequestInit, env: unknown) => Response | Promise<Response>;

const OUTDATED = 412;
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
  const tags = new Map<string, string>();
  /** Of a form that was refused for something else: drawn again, it is still of that one. */
  let sentOf: string | undefined;
  return {
    ask: request,
    async get(path, query) {
      const response = await request(path, query);
      const tag = response.headers.get('etag');
      if (tag !== null) tags.set(path, tag);
      return await told(response);
    },
    tagOf: (path) => sentOf ?? tags.get(path),
    async send(method, path, body, form) {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const init = {
        method,
        headers: {
          ...headers,
          ...(text === undefined ? {} : JSON_TYPE),
          ...(form === undefined ? {} : conditionsOf(form, method, `${path} ${text ?? ''}`)),
        },
        ...(text === undefined ? {} : { body: text }),
      };
      const response = await ask(`/api/v1${path}`, init, context.env);
      if (response.status !== OUTDATED) sentOf = form?.version;
      return await told(response);
    },
  };
}

/** Each drawing of a form has a token of its own: the same token with the same texts is the same form, sent again. */
function conditionsOf({ csrf, version }: Form, method: Method, asked: string): Record<string, string> {
  if (method === 'POST')
    return { 'idempotency-key': createHash('sha256').update(`${csrf} ${asked}`).digest('base64url') };
  return version === undefined ? {} : { 'if-match': version };
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
