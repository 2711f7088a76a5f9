import { posix } from 'node:path';
import { resultIn } from '../archive/archive.ts';
import type { Baseline } from '../compare/baseline.ts';
import { parseBaseline } from '../compare/baseline.ts';
import type { ScanResult } from '../result.ts';
import { askGitHub, downloadFrom, GitHubRefused } from './github-rest.ts';
import type { PullRequest } from './pull-request.ts';
import { textsInZip } from './zip.ts';

/** What was known before a pull request, and where that comes from; or why nothing is known of it. */
export type KnownBefore =
  | { readonly result: ScanResult; readonly from: string }
  | { readonly baseline: Baseline; readonly from: string }
  | { readonly none: string };

export interface WhereKnown {
  /** A baseline that the workflow named, as it stands in the checkout. */
  readonly named?: { readonly path: string; readonly baseline: Baseline };
  /** Name of the artifact that runs of the base branch leave; none is looked for where left out. */
  readonly artifact?: string;
}

const PAGE = 100;
/** A thousand runs of pull requests since the last one of the branch: then it is too old to be compared with. */
const MAX_PAGES = 10;
/** Results that cannot be read, or that broke off, are passed over this often. */
const MOST_TRIED = 5;
const ARCHIVE_BYTES = 50 * 1024 * 1024;
const RESULT_BYTES = 64 * 1024 * 1024;

/**
 * The named baseline as the base of the pull request has it, which the pull request cannot have changed; else what the last
 * run of the base branch found, or of the default branch. Never throws for what GitHub answers.
 */
export async function knownBefore(
  pull: PullRequest,
  token: string,
  { named, artifact }: WhereKnown,
): Promise<KnownBefore> {
  if (named) return await committed(pull, token, named);
  if (artifact === undefined) return { none: 'no baseline and no artifact are named' };
  try {
    return await lastRun(pull, token, artifact);
  } catch (error) {
    const status = error instanceof GitHubRefused ? error.status : undefined;
    const advice = status === 403 || status === 404 ? '; give the job "permissions: actions: read"' : '';
    return { none: `the artifact "${artifact}" could not be read: ${(error as Error).message}${advice}` };
  }
}

async function committed(
  pull: PullRequest,
  token: string,
  { path, baseline }: NonNullable<WhereKnown['named']>,
): Promise<KnownBefore> {
  const here = { baseline, from: `the baseline ${path} of this checkout` };
  const inside = posix.normalize(path.replaceAll('\\', '/'));
  const { base } = pull;
  if (!base || posix.isAbsolute(inside) || inside.startsWith('..')) return here;
  try {
    const at = inside.split('/').map(encodeURIComponent).join('/');
    const { answer } = await askGitHub(
      pull,
      token,
      'GET',
      `contents/${at}?ref=${encodeURIComponent(base.sha)}`,
    );
    const { content, encoding } = (answer ?? {}) as { content?: unknown; encoding?: unknown };
    // Files over a megabyte are named, and not sent.
    if (typeof content !== 'string' || encoding !== 'base64' || content === '') return here;
    const text = Buffer.from(content, 'base64').toString('utf8');
    return { baseline: parseBaseline(text, path), from: `the baseline ${path} of ${base.branch}` };
  } catch {
    return here;
  }
}

interface Artifact {
  readonly id?: unknown;
  readonly expired?: unknown;
  readonly workflow_run?: {
    readonly id?: unknown;
    readonly head_branch?: unknown;
    readonly repository_id?: unknown;
    readonly head_repository_id?: unknown;
  } | null;
}

async function lastRun(pull: PullRequest, token: string, name: string): Promise<KnownBefore> {
  const found = await artifactsOf(pull, token, name);
  const branches = [...new Set([pull.base?.branch, pull.defaultBranch])].filter(
    (branch): branch is string => branch !== undefined,
  );
  let tried = 0;
  for (const branch of branches) {
    for (const { id } of found.filter((one) => isRunOf(one, branch))) {
      if (tried >= MOST_TRIED) break;
      tried += 1;
      const archive = await downloadFrom(pull, token, `actions/artifacts/${String(id)}/zip`, ARCHIVE_BYTES);
      const known = knownIn(archive, `the last run on ${branch}`);
      if (known) return known;
    }
  }
  const where = branches.join(' or ') || 'the base branch';
  return tried === 0
    ? { none: `no run on ${where} has left an artifact "${name}"` }
    : { none: `no artifact "${name}" of ${where} holds a whole result or a baseline` };
}

/** Newest first, as GitHub lists them. */
async function artifactsOf(pull: PullRequest, token: string, name: string): Promise<Artifact[]> {
  const all: Artifact[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const path = `actions/artifacts?name=${encodeURIComponent(name)}&per_page=${PAGE}&page=${page}`;
    const { answer, more } = await askGitHub(pull, token, 'GET', path);
    const { artifacts } = (answer ?? {}) as { artifacts?: unknown };
    if (!Array.isArray(artifacts))
      throw new GitHubRefused('GitHub answered something that is no list of artifacts');
    all.push(...(artifacts as Artifact[]));
    const isEnough = all.some((one) => isRunOf(one, pull.base?.branch ?? pull.defaultBranch));
    if (isEnough || !more) break;
  }
  return all;
}

/** A fork may call its branch like ours; what it left is a stranger's word. */
function isRunOf({ id, expired, workflow_run: run }: Artifact, branch: string | undefined): boolean {
  return (
    Number.isSafeInteger(id) &&
    expired !== true &&
    branch !== undefined &&
    run?.head_branch === branch &&
    run.repository_id !== undefined &&
    run.repository_id === run.head_repository_id
  );
}

function knownIn(archive: Buffer, from: string): KnownBefore | undefined {
  const isJson = (name: string) => name.endsWith('.json');
  for (const { name, text } of textsInZip(archive, isJson, RESULT_BYTES)) {
    const result = resultIn(text);
    // What a scan that broke off did not see would look new.
    if (result && result.partial === undefined) return { result, from };
    if (result) continue;
    try {
      return { baseline: parseBaseline(text, name), from };
    } catch {
      // Another report that lies beside it.
    }
  }
  return undefined;
}
