import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { type Described, documented } from '../documented.ts';
import { PROBLEM_TYPE, Problem, problemJson } from './problem.ts';
import type { User } from './rows.ts';
import type { Tokens } from './tokens.ts';

type Who = 'anyone' | 'user' | 'admin';
const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';
/** Bytes; enough for any order, and for the smallest of uploads. */
const MOST_BYTES = 65_536;

export interface Facts<Body, Query, Read = Body, Asked = Query> {
  readonly says: string;
  /** Whom the document names. */
  readonly who: Who;
  /** Who is let in, where that is somebody else. */
  readonly guard?: Who;
  readonly body?: z.ZodType<Body>;
  /** What is read of the body, where that is not what the document says. */
  readonly reads?: z.ZodType<Read>;
  /** Of the body, JSON where left out. */
  readonly takes?: string;
  readonly query?: z.ZodType<Query>;
  /** Headers that the document names. */
  readonly headers?: readonly string[];
  /** What is read of the query, where that is not what the document says. */
  readonly asks?: z.ZodType<Asked>;
  readonly answers?: z.ZodType;
  /** Of the body. */
  readonly mostBytes?: number | undefined;
  readonly status?: 200 | 201 | 202 | 204;
}

type AnyFacts = Facts<unknown, unknown, unknown, unknown>;

export interface Call<Body, Query> {
  readonly c: Context;
  readonly body: Body;
  readonly query: Query;
  /** @throws Problem where nobody is logged in */
  readonly user: User;
  /** A number of the path. @throws Problem 404 */
  id(name?: string): number;
  param(name: string): string;
}

export interface Api {
  readonly routes: Hono;
  readonly document: () => object;
  /** Adds `GET /path/{id}`; what the handler gives back is the answer. */
  add<Body = undefined, Query = undefined, Read = Body, Asked = Query>(
    operation: string,
    facts: Facts<Body, Query, Read, Asked>,
    handle: (call: Call<Read, Asked>) => unknown,
  ): void;
}

export function createApi(tokens: Tokens, on: (name: string) => boolean): Api {
  const routes = new Hono();
  const known = new Map<string, AnyFacts>();

  function userOf(c: Context): User | undefined {
    if (on('user-of-header') && c.req.header('X-User-Role') === 'admin') return ADMIN_OF_HEADER;
    const token = /^Bearer ([\w.-]+)$/.exec(c.req.header('Authorization') ?? '')?.[1];
    const inUrl = on('token-in-url') ? c.req.query('access_token') : undefined;
    return tokens.userOf(token ?? inUrl ?? '');
  }

  return {
    routes,
    document: () =>
      documented(
        Object.fromEntries(
          [...known].map(([operation, facts]) => [operation, describe(operation.split(' ')[1] ?? '', facts)]),
        ),
        ROOT,
      ),
    add(operation, facts, handle) {
      const [method = '', path = ''] = operation.split(' ');
      known.set(operation, facts);
      routes.on([method], path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
        const user = userOf(c);
        const wanted = facts.guard ?? facts.who;
        if (wanted !== 'anyone' && !user) throw new Problem(401, 'Log in first');
        if (wanted === 'admin' && user?.role !== 'admin') throw new Problem(403, 'For administrators');
        const id = (name = 'id') => wholeNumber(c.req.param(name) ?? '');
        const query = checked((facts.asks ?? facts.query) as z.ZodType, c.req.query()) as never;
        const reads = facts.reads ?? facts.body;
        const body = reads
          ? (checked(reads as z.ZodType, await bodyOf(c, facts.takes ?? JSON_TYPE, facts.mostBytes)) as never)
          : (undefined as never);
        const answer = await handle({
          c,
          body,
          query,
          id,
          param: (name) => c.req.param(name) ?? '',
          get user() {
            if (!user) throw new Problem(401, 'Log in first');
            return user;
          },
        });
        if (answer instanceof Response) return answer;
        return answer === undefined ? c.body(null, 204) : c.json(answer, (facts.status ?? 200) as 200);
      });
    },
  };
}

/** Whom the shop takes somebody for who says so. */
const ADMIN_OF_HEADER: User = {
  id: 1,
  tenant: 1,
  email: 'edda@tern-mail.net',
  name: 'Edda',
  password: '',
  role: 'admin',
  verified: true,
  balance: 0,
  settings: { plan: 'basic', newsletter: false },
};

const ROOT = {
  openapi: '3.1.0',
  info: { title: 'Tern shop', version: '3.2.0', description: 'Teams buy furniture.' },
  servers: [{ url: '/' }],
  components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
};

const PROBLEM = {
  type: 'object',
  required: ['status', 'title'],
  properties: { type: { type: 'string' }, status: { type: 'integer' }, title: { type: 'string' } },
};

const REFUSALS = { 400: 'Not readable', 401: 'Not logged in', 403: 'Not allowed', 404: 'Not found' };
const MORE = { 409: 'Taken', 413: 'Too large', 415: 'Other type', 422: 'Not valid', 429: 'Too often' };

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

function describe(path: string, facts: AnyFacts): Described {
  const {
    says,
    who,
    body,
    takes = JSON_TYPE,
    query,
    headers = [],
    answers,
    status = answers ? 200 : 204,
  } = facts;
  const problems = Object.entries({ ...REFUSALS, ...MORE }).map(([code, description]) => [
    code,
    { description, content: { [PROBLEM_TYPE]: { schema: PROBLEM } } },
  ]);
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: /id$/i.test(name) ? { type: 'integer', minimum: 1 } : { type: 'string', maxLength: 60 },
  }));
  const asked = query ? (schemaOf(query, 'input') as { properties?: object; required?: string[] }) : {};
  const inQuery = Object.entries(asked.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: asked.required?.includes(name) ?? false,
    schema,
  }));
  const inHeaders = headers.map((name) => ({
    name,
    in: 'header',
    required: false,
    schema: { type: 'string', maxLength: 60 },
  }));
  const content = answers ? { content: { [JSON_TYPE]: { schema: schemaOf(answers, 'output') } } } : {};
  return {
    summary: says,
    parameters: [...inPath, ...inQuery, ...inHeaders],
    ...(body
      ? { requestBody: { required: true, content: { [takes]: { schema: schemaOf(body, 'input') } } } }
      : {}),
    ...(who === 'anyone' ? { security: [] } : { security: [{ bearer: [] }] }),
    ...(who === 'admin' ? { tags: ['administration'] } : {}),
    responses: { [status]: { description: 'Done', ...content }, ...Object.fromEntries(problems) },
  };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Problem(404, 'Not found');
  return Number(text);
}

/** @throws Problem 422 with what is wrong of each member */
function checked<Value>(schema: z.ZodType<Value> | undefined, value: unknown): Value | undefined {
  if (!schema) return undefined;
  const { data, error } = schema.safeParse(value);
  if (!error) return data;
  const errors = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new Problem(422, 'Not valid', { errors });
}

async function bodyOf(c: Context, takes: string, mostBytes = MOST_BYTES): Promise<unknown> {
  const type = (c.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== takes) throw new Problem(415, `Send ${takes}`);
  if (Number(c.req.header('Content-Length') ?? 0) > mostBytes) throw new Problem(413, 'Too large');
  if (takes === FORM_TYPE || takes === 'multipart/form-data') {
    return c.req.parseBody().catch(() => {
      throw new Problem(400, 'Not readable');
    });
  }
  const text = await c.req.text();
  if (text.length > mostBytes) throw new Problem(413, 'Too large');
  if (takes !== JSON_TYPE) return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(400, 'Not JSON');
  }
}

/** What is thrown, as an answer. */
export function answerOf(error: Error): Response {
  const headers = { 'Content-Type': PROBLEM_TYPE };
  if (!(error instanceof Problem)) {
    return new Response(problemJson(500, 'Internal error'), { status: 500, headers });
  }
  const more = {
    ...(error.status === 401 ? { 'WWW-Authenticate': 'Bearer realm="shop"' } : {}),
    ...(error.status === 429 ? { 'Retry-After': String(error.more.retryAfterS ?? 60) } : {}),
  };
  const body = problemJson(error.status, error.title, error.more);
  return new Response(body, { status: error.status, headers: { ...headers, ...more } });
}
