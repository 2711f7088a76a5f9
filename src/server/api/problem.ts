import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { willPass } from '../store/passing.ts';
import { VaultProblem } from '../vault/vault.ts';

/** What an answer that is no success says: RFC 9457. */
export const problemShape = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().describe('for programs: does not change with the words'),
    errors: z
      .array(z.object({ at: z.string(), detail: z.string() }))
      .optional()
      .describe('what is wrong with the request, place by place'),
  })
  .openapi('Problem');

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** Thrown wherever a request cannot be met; told by `answerProblem` alone. */
export class Problem extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly { readonly at: string; readonly detail: string }[] | undefined;

  constructor(
    status: ContentfulStatusCode,
    code: string,
    detail: string,
    more: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly errors?: readonly { readonly at: string; readonly detail: string }[];
    } = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.headers = more.headers ?? {};
    this.errors = more.errors;
  }
}

export function absent(what: string): Problem {
  return new Problem(404, 'not-found', `There is no such ${what}.`);
}

export function answerProblem(context: Context, problem: Problem): Response {
  const { status, code, message: detail, errors } = problem;
  const title = TITLES[status] ?? 'Error';
  return context.body(
    JSON.stringify({ type: 'about:blank', title, status, detail, code, ...(errors ? { errors } : {}) }),
    status,
    { ...problem.headers, 'Content-Type': 'application/problem+json' },
  );
}

/** A database that restarts is back by then. */
const RETRY_SECONDS = 5;

/** What was thrown, as the caller may know it: nothing of how this server works inside. */
export function problemOf(failure: unknown): Problem | undefined {
  if (failure instanceof Problem) return failure;
  if (failure instanceof VaultProblem) return new Problem(409, 'encryption-key', failure.message);
  if (willPass(failure))
    return new Problem(
      503,
      'database-unavailable',
      'The database cannot do this now: it is away, restarting, or its disk is full. Nothing was changed.',
      { headers: { 'Retry-After': `${RETRY_SECONDS}` } },
    );
  if (failure instanceof HTTPException)
    return new Problem(failure.status as ContentfulStatusCode, 'bad-request', failure.message);
  return undefined;
}

/** For the document: the problems that an operation may answer with. */
export function problems(...statuses: readonly number[]) {
  const content = { 'application/problem+json': { schema: problemShape } };
  return Object.fromEntries(
    [...new Set([...statuses, 401, 403, 429])].map((status) => [
      status,
      { description: TITLES[status] ?? 'Error', content },
    ]),
  );
}
