import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { demoApp } from '../../lab/demo/app.ts';
import { serveGitHubApi } from './github-api.ts';
import { commandsIn, PULL_REQUEST, runStep } from './step.ts';

let lab: ServedLab;
beforeAll(async () => {
  lab = await serveLab(demoApp());
});
afterAll(() => lab.close());

const small = (more: Record<string, string> = {}) => ({
  url: lab.url,
  include: 'open-administrative-operation',
  ...more,
});
const runs = { event: PULL_REQUEST };

test('a first one is made, then changed in place', async () => {
  const api = await serveGitHubApi([{ body: 'a remark', user: { type: 'User' } }]);
  const env = { GITHUB_API_URL: api.url };
  const first = await runStep(small({ 'fail-on': 'high' }), { ...runs, env });
  expect(api.comments).toHaveLength(2);
  expect(first.outputs['comment-url']).toBe(api.comments[1]?.html_url);
  const before = api.comments[1]?.body;
  expect(before).toMatch(/^<!-- middlebrick:[0-9a-f]{16} -->\n### middlebrick: No grade: [^\n]* · failed\n/);
  expect(before).toContain('`open-administrative-operation`');
  const second = await runStep(small({ 'fail-on': 'critical' }), { ...runs, env });
  expect(api.comments).toHaveLength(2);
  expect(second.outputs['comment-url']).toBe(first.outputs['comment-url']);
  expect(api.comments[1]?.body).toContain('· error\n');
  expect(api.comments[0]?.body).toBe('a remark');
  expect([...api.tokens]).toEqual(['Bearer ghs_StandInToken']);
  await api.close();
});

test('it is found behind more than a hundred others, and a stranger’s imitation is left alone', async () => {
  const api = await serveGitHubApi();
  const env = { GITHUB_API_URL: api.url };
  await runStep(small(), { ...runs, env });
  const [ours] = api.comments.splice(0, 1);
  const marker = ours?.body.split('\n')[0] ?? '';
  const stranger = { ...ours, id: 1, body: `${marker}\nfooled`, user: { type: 'User' } };
  const others = Array.from({ length: 230 }, (_one, index) => ({
    ...stranger,
    id: 10_000 + index,
    body: `remark ${index}`,
  }));
  api.comments.push(stranger as never, ...(others as never[]), { ...ours, body: `${marker}\nold` } as never);
  api.asked.length = 0;
  const step = await runStep(small(), { ...runs, env });
  expect(step.outputs['comment-url']).toBe(ours?.html_url);
  expect(api.asked.filter((one) => !one.includes('/actions/'))).toEqual([
    ...Array(3).fill('GET /repos/acme/shop/issues/7/comments'),
    `PATCH /repos/acme/shop/issues/comments/${ours?.id}`,
  ]);
  expect(api.comments).toHaveLength(232);
  expect(api.comments[0]?.body).toContain('fooled');
  expect(api.comments.at(-1)?.body).not.toContain('old');
  await api.close();
});

test('two scans of one job keep a comment each', async () => {
  const api = await serveGitHubApi();
  const env = { GITHUB_API_URL: api.url };
  await runStep(small({ 'comment-key': 'shop -->' }), { ...runs, env });
  await runStep(small({ 'comment-key': 'admin' }), { ...runs, env });
  expect(new Set(api.comments.map(({ body }) => body.split('\n')[0])).size).toBe(2);
  await api.close();
});

test('no permission, as in runs of forks: a warning, and the verdict stands', async () => {
  const api = await serveGitHubApi();
  api.refuseWrites = 403;
  const step = await runStep({ url: lab.url }, { ...runs, env: { GITHUB_API_URL: api.url } });
  const warning = commandsIn(step.stdout).find(({ line }) => line.includes('No comment was written'));
  expect(warning?.name).toBe('warning');
  expect(warning?.line).toContain('pull-requests%3A write'.replace('%3A', ':'));
  expect(step.outputs.result).toBe('passed');
  expect(step.code).toBe(0);
  await api.close();
});

test('GitHub out of reach: a warning', async () => {
  const step = await runStep(small(), { ...runs, env: { GITHUB_API_URL: 'http://127.0.0.1:1' } });
  expect(step.stdout).toMatch(
    /::warning title=middlebrick::No comment was written\. GitHub could not be asked/,
  );
  expect(step.code).toBe(4);
});

test.each<[string, object, Record<string, string>]>([
  ['a push', { ref: 'refs/heads/main', commits: [] }, {}],
  ['an issue that is no pull request', { issue: { number: 7 } }, {}],
  ['switched off', PULL_REQUEST, { comment: 'false' }],
])('none for %s', async (_name, event, inputs) => {
  const api = await serveGitHubApi();
  const step = await runStep(small({ 'fail-on': 'high', ...inputs }), {
    event,
    env: { GITHUB_API_URL: api.url },
  });
  expect(api.asked).toEqual([]);
  expect(step.outputs.result).toBe('failed');
  await api.close();
});

test('a scan that could not run says so in place of the last verdict', async () => {
  const api = await serveGitHubApi();
  const env = { GITHUB_API_URL: api.url };
  await runStep(small(), { ...runs, env });
  const step = await runStep(small({ url: 'http://127.0.0.1:1' }), { ...runs, env });
  expect(step.code).toBe(3);
  expect(api.comments).toHaveLength(1);
  expect(api.comments[0]?.body).toMatch(/### middlebrick: error\n\n127\.0\.0\.1:1 refuses connections/);
  await api.close();
});
