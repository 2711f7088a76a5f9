import { readFileSync } from 'node:fs';
import type { Environment } from './inputs.ts';

/** A pull request and where its repository is asked about. */
export interface PullRequest {
  readonly api: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
}

/** The pull request that the run is about; undefined for pushes, schedules and runs by hand. */
export function pullRequestOf(env: Environment): PullRequest | undefined {
  const { GITHUB_REPOSITORY: repository } = env;
  const number = numberIn(eventOf(env));
  if (number === undefined || !repository || !/^[\w.-]+\/[\w.-]+$/.test(repository)) return undefined;
  return { api: env.GITHUB_API_URL || 'https://api.github.com', repository, number };
}

interface Event {
  readonly pull_request?: { readonly number?: unknown };
  readonly issue?: { readonly number?: unknown; readonly pull_request?: unknown };
  readonly workflow_run?: { readonly pull_requests?: readonly { readonly number?: unknown }[] };
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
