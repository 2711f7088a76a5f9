import { readFileSync } from 'node:fs';
import type { Environment } from './inputs.ts';

/** A pull request and where its repository is asked about. */
export interface PullRequest {
  readonly api: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  /** What it is to be merged into; absent where the event does not say. */
  readonly base?: { readonly branch: string; readonly sha: string };
  readonly defaultBranch?: string;
}

/** The pull request that the run is about; undefined for pushes, schedules and runs by hand. */
export function pullRequestOf(env: Environment): PullRequest | undefined {
  const { GITHUB_REPOSITORY: repository } = env;
  const event = eventOf(env);
  const number = numberIn(event);
  if (number === undefined || !repository || !/^[\w.-]+\/[\w.-]+$/.test(repository)) return undefined;
  const base = baseIn(event);
  const defaultBranch = event.repository?.default_branch;
  return {
    api: env.GITHUB_API_URL || 'https://api.github.com',
    repository,
    number,
    ...(base ? { base } : {}),
    ...(typeof defaultBranch === 'string' && defaultBranch !== '' ? { defaultBranch } : {}),
  };
}

interface Base {
  readonly ref?: unknown;
  readonly sha?: unknown;
}

interface Event {
  readonly pull_request?: { readonly number?: unknown; readonly base?: Base };
  readonly issue?: { readonly number?: unknown; readonly pull_request?: unknown };
  readonly workflow_run?: {
    readonly pull_requests?: readonly { readonly number?: unknown; readonly base?: Base }[];
  };
  readonly repository?: { readonly default_branch?: unknown };
}

function baseIn({ pull_request, workflow_run }: Event): PullRequest['base'] {
  const { ref, sha } = pull_request?.base ?? workflow_run?.pull_requests?.[0]?.base ?? {};
  return typeof ref === 'string' && typeof sha === 'string' && ref !== '' ? { branch: ref, sha } : undefined;
}

/** A `pull_request` event names it, a comment on one too, and a run that another run of one started. */
function numberIn({ pull_request, issue, workflow_run }: Event): number | undefined {
  const number =
    pull_request?.number ??
    (issue?.pull_request ? issue.number : undefined) ??
    workflow_run?.pull_requests?.[0]?.number;
  return Number.isSafeInteger(number) && Number(number) > 0 ? Number(number) : undefined;
}

/** The runner wrote it; where it did not, there is no pull request to speak of. */
function eventOf({ GITHUB_EVENT_PATH: path }: Environment): Event {
  if (!path) return {};
  try {
    const event: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return event !== null && typeof event === 'object' ? event : {};
  } catch {
    return {};
  }
}
