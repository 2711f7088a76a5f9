import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { demoApp } from '../../lab/demo/app.ts';
import { knownBefore } from '../../src/action/known-before.ts';
import type { PullRequest } from '../../src/action/pull-request.ts';
import { toBaseline } from '../../src/compare/baseline.ts';
import type { Finding, ScanResult } from '../../src/result.ts';
import { freshFolder } from '../cli/command.ts';
import type { GitHubApi } from './github-api.ts';
import { serveGitHubApi } from './github-api.ts';
import { runStep } from './step.ts';
import { zipOf } from './zip-archive.ts';

const SHA = 'b'.repeat(40);
const EVENT = {
  pull_request: { number: 7, base: { ref: 'main', sha: SHA } },
  repository: { default_branch: 'main' },
};
const RULES = 'open-administrative-operation\nmissing-content-type-options\nserver-version-disclosed';

let lab: ServedLab;
let api: GitHubApi;
/** What a scan of the service finds. */
let now: ScanResult;

const scanned = (more: Record<string, string> = {}, event: object = EVENT, cwd = freshFolder()) =>
  runStep({ url: lab.url, include: RULES, ...more }, { event, cwd, env: { GITHUB_API_URL: api.url } });
const comment = () => api.comments[0]?.body ?? '';

beforeAll(async () => {
  lab = await serveLab(demoApp());
  const { cwd } = await runStep({ url: lab.url, include: RULES, format: 'json=result.json' });
  now = JSON.parse(readFileSync(join(cwd, 'result.json'), 'utf8'));
}, 120_000);
afterAll(() => lab.close());
beforeEach(async () => {
  api = await serveGitHubApi();
});
afterEach(() => api.close());

/** The result as it was before somebody opened the administration, when there was something else that is gone. */
function earlier(more: Partial<ScanResult> = {}): ScanResult {
  const [info] = now.findings.filter(({ rule }) => rule === 'server-version-disclosed');
  const [place] = info?.locations ?? [];
  const gone = {
    ...(info as Finding),
    fingerprint: '00000000000000aa',
    locations: [{ ...(place as NonNullable<typeof place>), fingerprint: '00000000000000bb' }],
  };
  const kept = now.findings.filter(({ rule }) => rule !== 'open-administrative-operation');
  return { ...now, findings: [...kept, gone], ...more };
}
const left = (branch: string, result: unknown, more: object = {}) =>
  api.artifacts.push({
    name: 'middlebrick-result',
    branch,
    archive: zipOf({ 'middlebrick.html': '<p>', 'middlebrick.json': JSON.stringify(result) }),
    ...more,
  });

test('the last run of the base branch tells what this pull request brings', async () => {
  left('main', now);
  left('main', earlier());
  left('feature', now);
  const step = await scanned();
  expect(comment()).toContain('**1 new finding in this pull request** (1 high); 1 finding resolved; ');
  expect(comment()).toContain('Compared with the last run on main.');
  expect(comment().match(/^#### HIGH: /gm)).toHaveLength(1);
  expect(comment()).toMatch(/^\*\*Impact\.\*\* \w/m);
  expect(comment()).toMatch(
    /^\*\*Fix\.\*\* \w.* In full: `middlebrick explain open-administrative-operation/m,
  );
  expect(comment()).not.toContain('server-version-disclosed');
  expect(api.tokensOfStorage).toEqual(new Set([undefined]));
  expect(step.stdout).not.toContain('::warning');
});

test('nothing new is said plainly, and the verdict is that of the gate alone', async () => {
  left('main', now);
  const step = await scanned({ 'fail-on': 'high' });
  expect(comment()).toMatch(/\*\*No new finding in this pull request\*\*; \d+ known\. Compared with/);
  expect(comment()).not.toContain('####');
  expect(step.outputs.result).toBe('failed');
});

test('no baseline: why, all findings, and information folded', async () => {
  await scanned();
  const plain = comment().replaceAll('\\', '');
  expect(plain).toContain(
    '**No baseline was found**: no run on main has left an artifact "middlebrick-result".',
  );
  expect(plain).toMatch(/All \d+ findings are listed \(1 high, \d+ info\); which of them/);
  expect(comment().match(/^#### /gm)).toHaveLength(1);
  expect(comment()).toMatch(/<details><summary>\d+ findings? for information<\/summary>\n\n\|/);
});

const asked = (more: Partial<PullRequest> = {}, artifact: string | undefined = 'middlebrick-result') =>
  knownBefore(
    {
      ...{ api: api.url, repository: 'acme/shop', number: 7, defaultBranch: 'main' },
      ...{ base: { branch: 'main', sha: SHA }, ...more },
    },
    'ghs_StandInToken',
    artifact === '' ? {} : { artifact },
  );

describe('why nothing is known', () => {
  test.each<[string, () => void, string | undefined, RegExp]>([
    ['another name', () => left('main', now), 'other', /left an artifact "other"/],
    ['only pull requests left one', () => left('feature', now), undefined, /no run on main has left/],
    [
      'a fork calls its branch main',
      () => left('main', now, { fork: true }),
      undefined,
      /no run on main has/,
    ],
    ['it is gone', () => left('main', now, { expired: true }), undefined, /no run on main has left/],
    [
      'it is no result',
      () => left('main', { version: '2.0' }),
      undefined,
      /holds a whole result or a baseline/,
    ],
    ['the scan broke off', () => left('main', earlier({ partial: 'x' })), undefined, /holds a whole result/],
    ['no archive', () => left('main', now, { archive: Buffer.from('<html>') }), undefined, /holds a whole/],
    ['switched off', () => left('main', now), '', /no artifact are named/],
    [
      'no permission',
      () => {
        api.refuseArtifacts = 403;
      },
      undefined,
      /could not be read: GitHub answers 403; give the job "permissions: actions: read"/,
    ],
  ])('%s', async (_name, prepare, artifact, why) => {
    prepare();
    expect(await asked({}, artifact)).toEqual({ none: expect.stringMatching(why) });
  });

  test('GitHub out of reach', async () => {
    expect(await asked({ api: 'http://127.0.0.1:1' })).toEqual({
      none: expect.stringContaining('GitHub could not be asked'),
    });
  });
});

describe('whose result counts', () => {
  test('where the base branch has left nothing, that of the default branch', async () => {
    left('main', earlier());
    expect(await asked({ base: { branch: 'release', sha: SHA } })).toMatchObject({
      result: { id: now.id },
      from: 'the last run on main',
    });
    left('release', { ...now, id: 'of the release' });
    left('main', now);
    expect(await asked({ base: { branch: 'release', sha: SHA } })).toMatchObject({
      result: { id: 'of the release' },
    });
  });

  test('a run that broke off is passed over for the one before', async () => {
    left('main', { ...earlier(), id: 'whole' });
    left('main', { ...now, partial: 'the time budget was used up' });
    expect(await asked()).toMatchObject({ result: { id: 'whole' } });
  });

  test('behind two hundred pull requests, without asking for more than is needed', async () => {
    left('main', { ...now, id: 'older' });
    left('main', { ...now, id: 'newer' });
    const archive = Buffer.from('');
    for (let at = 0; at < 230; at += 1) left('feature', now, { archive });
    expect(await asked()).toMatchObject({ result: { id: 'newer' } });
    expect(api.asked.filter((one) => one.endsWith('/artifacts'))).toHaveLength(3);
  });

  test('a baseline that lies in the artifact, in place of a result', async () => {
    left('main', toBaseline(now));
    expect(await asked()).toMatchObject({
      baseline: { target: now.target.url },
      from: 'the last run on main',
    });
  });
});

test('a pull request cannot write its own flaw into the baseline', async () => {
  const cwd = freshFolder();
  writeFileSync(join(cwd, 'known.json'), JSON.stringify(toBaseline(now)));
  api.files.set(`${SHA}:known.json`, JSON.stringify(toBaseline(earlier())));
  left('main', now);
  await scanned({ baseline: './known.json' }, EVENT, cwd);
  expect(comment()).toContain('**1 new finding in this pull request** (1 high); 1 known location resolved; ');
  expect(comment()).toContain('Compared with the baseline ./known.json of main.');
});

test('a baseline that the base branch does not have yet is that of the checkout', async () => {
  const cwd = freshFolder();
  writeFileSync(join(cwd, 'known.json'), JSON.stringify(toBaseline(earlier())));
  await scanned({ baseline: 'known.json' }, EVENT, cwd);
  expect(comment()).toContain('Compared with the baseline known.json of this checkout.');
  expect(comment()).toContain('**1 new finding in this pull request**');
});
