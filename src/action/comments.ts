import type { Answered } from './github-rest.ts';
import { askGitHub, GitHubRefused } from './github-rest.ts';
import type { PullRequest } from './pull-request.ts';

/** GitHub gives a hundred comments at most per page. */
const PAGE = 100;
/** A pull request with more comments gets a new one of ours. */
const MAX_PAGES = 50;

/** Why a comment could not be written, in words that say what to change. */
export class CommentRefused extends Error {}

interface Comment {
  readonly id: number;
  readonly body?: string | null;
  readonly html_url?: string;
  readonly user?: { readonly type?: string } | null;
  readonly author_association?: string;
}

/**
 * Writes our comment: the one that begins with the marker is changed, or a first one made. Returns its address.
 * @throws CommentRefused
 */
export async function upsertComment(
  pull: PullRequest,
  token: string,
  marker: string,
  body: string,
): Promise<string> {
  const known = await findComment(pull, token, marker);
  const path = known ? `issues/comments/${known.id}` : `issues/${pull.number}/comments`;
  const { answer } = await ask(pull, token, known ? 'PATCH' : 'POST', path, { body });
  return (answer as Comment).html_url ?? '';
}

async function findComment(pull: PullRequest, token: string, marker: string): Promise<Comment | undefined> {
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const path = `issues/${pull.number}/comments?per_page=${PAGE}&page=${page}`;
    const { answer, more } = await ask(pull, token, 'GET', path);
    if (!Array.isArray(answer))
      throw new CommentRefused('GitHub answered something that is no list of comments.');
    const ours = (answer as Comment[]).find(
      (comment) => comment.body?.startsWith(marker) && isTrusted(comment),
    );
    if (ours) return ours;
    if (!more) return undefined;
  }
  return undefined;
}

/** Anyone may write a comment with our marker; a stranger's is not ours to change. */
function isTrusted({ user, author_association }: Comment): boolean {
  return user?.type === 'Bot' || /^(OWNER|MEMBER|COLLABORATOR)$/.test(author_association ?? '');
}

async function ask(
  pull: PullRequest,
  token: string,
  method: string,
  path: string,
  body?: object,
): Promise<Answered> {
  try {
    return await askGitHub(pull, token, method, path, body);
  } catch (cause) {
    if (!(cause instanceof GitHubRefused)) throw cause;
    const { status, message } = cause;
    throw new CommentRefused(status === undefined ? `${message}.` : refusal(status), { cause });
  }
}

function refusal(status: number): string {
  const why: Readonly<Record<number, string>> = {
    401: 'the token is not valid',
    403: 'the token may not write comments; give the job "permissions: pull-requests: write" (runs of forks never have it)',
    404: 'the token may not see this pull request; give the job "permissions: pull-requests: write"',
    410: 'comments are switched off',
    422: 'it does not take the comment',
  };
  return `GitHub answers ${status}: ${why[status] ?? 'try again later'}.`;
}
