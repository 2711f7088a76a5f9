import { VERSION } from '../version.ts';
import type { PullRequest } from './pull-request.ts';

const TIMEOUT_MS = 15_000;
/** A download goes to a storage elsewhere, and may have megabytes. */
const DOWNLOAD_MS = 60_000;

/** GitHub could not be asked, or refused. */
export class GitHubRefused extends Error {
  /** Absent where nothing was answered. */
  readonly status?: number;

  constructor(message: string, status?: number, options?: ErrorOptions) {
    super(message, options);
    if (status !== undefined) this.status = status;
  }
}

export interface Answered {
  readonly answer: unknown;
  /** True where a next page is named. */
  readonly more: boolean;
}

/** Asks the REST API about the pull request's repository. @throws GitHubRefused */
export async function askGitHub(
  pull: PullRequest,
  token: string,
  method: string,
  path: string,
  body?: object,
): Promise<Answered> {
  const response = await request(pull, token, method, path, body);
  const answer: unknown = await response.json().catch(() => undefined);
  return { answer, more: /rel="next"/.test(response.headers.get('link') ?? '') };
}

/**
 * The bytes that a path leads to, by one redirect at most, which is followed without the token: that is for GitHub alone.
 * @throws GitHubRefused also where there are more bytes than these
 */
export async function downloadFrom(
  pull: PullRequest,
  token: string,
  path: string,
  mostBytes: number,
): Promise<Buffer> {
  const first = await request(pull, token, 'GET', path);
  const location = first.headers.get('location');
  const response = location ? await elsewhere(new URL(location, first.url), pull) : first;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw new GitHubRefused(`it has more than ${mostBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof GitHubRefused) throw cause;
    throw new GitHubRefused(reasonOf(cause), undefined, { cause });
  }
  return Buffer.concat(chunks);
}

async function elsewhere(url: URL, { api }: PullRequest): Promise<Response> {
  // A server of a company may speak plain HTTP within; GitHub does not.
  if (url.protocol !== 'https:' && new URL(api).protocol === 'https:')
    throw new GitHubRefused('it leads to an address without TLS');
  const headers = { 'user-agent': `middlebrick/${VERSION}` };
  const response = await sent(url.href, {
    headers,
    redirect: 'error',
    signal: AbortSignal.timeout(DOWNLOAD_MS),
  });
  if (!response.ok) throw new GitHubRefused(`its storage answers ${response.status}`, response.status);
  return response;
}

async function request(
  { api, repository }: PullRequest,
  token: string,
  method: string,
  path: string,
  body?: object,
): Promise<Response> {
  const response = await sent(`${api.replace(/(?<!\/)\/+$/, '')}/repos/${repository}/${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'user-agent': `middlebrick/${VERSION}`,
      'x-github-api-version': '2022-11-28',
    },
    // The token is for this host alone.
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const isRedirect = response.status >= 300 && response.status < 400 && path.endsWith('/zip');
  if (!response.ok && !isRedirect)
    throw new GitHubRefused(`GitHub answers ${response.status}`, response.status);
  return response;
}

async function sent(url: string, how: RequestInit): Promise<Response> {
  try {
    return await fetch(url, how);
  } catch (cause) {
    throw new GitHubRefused(`GitHub could not be asked: ${reasonOf(cause)}`, undefined, { cause });
  }
}

function reasonOf(cause: unknown): string {
  const { message = '', cause: deeper } = cause as { message?: string; cause?: { message?: string } };
  return deeper?.message || message;
}
