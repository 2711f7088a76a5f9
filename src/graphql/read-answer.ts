import type { HttpResponse } from '../http/exchange.ts';
import { json } from '../http/exchange.ts';
import { isNode } from '../openapi/node.ts';
import type { Less } from './document.ts';

/** Codes of Apollo's, GraphQL Yoga's and Hot Chocolate's errors, and words of those that have none. */
const WORDS: readonly (readonly [status: number, words: RegExp])[] = [
  [400, /^(?:GRAPHQL_(?:VALIDATION|PARSE)_FAILED|BAD_USER_INPUT|BAD_REQUEST|argumentLiteralsIncompatible)$/],
  [401, /^(?:UNAUTHENTICATED|UNAUTHORIZED|AUTH_NOT_AUTHENTICATED|invalid-jwt)$/],
  [403, /^(?:FORBIDDEN|ACCESS_DENIED|AUTH_NOT_AUTHORIZED|access-denied)$/],
  [404, /^(?:NOT_FOUND|undefinedField)$/],
  [404, /^Cannot query field\b/i],
  [
    401,
    /\b(?:un|not )authenticated\b|\bnot logged in\b|\b(?:log ?in|sign in|authentication) (?:is )?(?:required|first|to)\b|\bmust be (?:logged|signed) in\b|\bauthentication credentials\b|\b(?:no|missing|invalid|expired) (?:auth\w* )?token\b|^unauthori[sz]ed\b/i,
  ],
  [
    403,
    /\bforbidden\b|\baccess denied\b|\bpermission\b|\bnot (?:allowed|authori[sz]ed|permitted|entitled)\b|\binsufficient\b|\bunauthori[sz]ed\b/i,
  ],
  [404, /\bnot found\b|\bdoes not exist\b|\bno such\b|\bunknown id\b/i],
];

/** For an error that no word above tells of: wrong input or a failure, which GraphQL does not tell apart. */
const UNPROCESSABLE = 422;
const NOT_FOUND = 404;

/** What the answer is read for: names from the query type down, the last of a certain type where several can stand there. */
export interface Asked {
  readonly field: { readonly name: string };
  readonly on?: string;
}

/**
 * The answer about one field as one to a request for it alone: its data as the body; without data the status that its
 * error's code or words stand for, with the errors as the body. What is no GraphQL answer stays as it is.
 */
export function readAnswer(response: HttpResponse, steps: readonly Asked[]): HttpResponse {
  const answer = json(response);
  if (!isNode(answer) || !('data' in answer || Array.isArray(answer.errors))) return response;
  const data = dataOf(answer, steps);
  const errors = Array.isArray(answer.errors) ? answer.errors.filter(isNode) : [];
  // Some services put `null` for each part that they refuse: what holds nothing else was refused.
  if (data !== undefined && data !== null && !(errors.length > 0 && holdsNothing(data)))
    return { ...response, body: Buffer.from(JSON.stringify(data)) };
  // A server that refuses by status says it better than its message.
  if (response.status === 401 || response.status === 403 || response.status === 429 || response.status >= 500)
    return response;
  return { ...response, status: errors.length === 0 ? NOT_FOUND : statusOf(errors) };
}

function dataOf({ data: whole }: Node, steps: readonly Asked[]): unknown {
  let data: unknown = whole;
  for (const { field, on } of steps) {
    data = isNode(data) ? data[field.name] : undefined;
    if (on !== undefined && isNode(data) && data.__typename !== on) data = undefined;
  }
  return data;
}

/**
 * How to ask for less where nothing was answered. A part that is refused and must not be null takes everything around it
 * with it (specification, section 6.4.4): it is left out. What is too deep or too costly is asked for without its parts.
 */
export function lessThan(response: HttpResponse, steps: readonly Asked[]): Less | undefined {
  const answer = json(response);
  if (!isNode(answer) || !Array.isArray(answer.errors)) return undefined;
  const data = dataOf(answer, steps);
  if (data !== undefined && data !== null) return undefined;
  if (saidIn(answer.errors.filter(isNode)).some((text) => TOO_MUCH.test(text))) return { isFlat: true };
  const paths = answer.errors.slice(0, MOST_ERRORS).flatMap((error: unknown) => {
    if (!isNode(error) || !Array.isArray(error.path)) return [];
    const names = error.path.filter((part) => typeof part === 'string');
    const below = names.slice(steps.length).join('.');
    return below === '' ? [undefined] : [below];
  });
  // The field itself was refused, or nothing says what was.
  if (paths.length === 0 || paths.includes(undefined)) return undefined;
  return { without: new Set(paths.filter((path) => path !== undefined)) };
}

/** A list has an error for each of its objects. */
const MOST_ERRORS = 200;

function holdsNothing(data: unknown): boolean {
  if (Array.isArray(data)) return data.length > 0 && data.every(holdsNothing);
  if (!isNode(data)) return data === null;
  return Object.entries(data).every(([name, held]) => name === '__typename' || holdsNothing(held));
}

type Node = Readonly<Record<string, unknown>>;

/** What the first error that says something says. */
function statusOf(errors: readonly Node[]): number {
  const said = saidIn(errors);
  for (const [status, words] of WORDS) if (said.some((text) => words.test(text.trim()))) return status;
  return UNPROCESSABLE;
}

/** Codes and messages. */
function saidIn(errors: readonly Node[]): string[] {
  return errors.flatMap(({ message, extensions }) => {
    const code = isNode(extensions) ? extensions.code : undefined;
    return [code, message].filter((text) => typeof text === 'string');
  });
}

/** As limiters of depth, complexity, cost and tokens say it. */
const TOO_MUCH =
  /(?:\b|_)too[ _](?:deep|complex|large|expensive|costly|many tokens)\b|\b(?:complexity|depth|cost)\b.{0,60}(?:exceed|limit|max|greater|over)|\bexceeds? .{0,40}(?:depth|complexity|cost)\b/i;
