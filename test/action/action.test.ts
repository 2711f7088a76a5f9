import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import draft04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { servesToStrangers } from '../../lab/bola/foreign-object-served.ts';
import { demoApp, demoToken } from '../../lab/demo/app.ts';
import { DEMO_OPENAPI } from '../../lab/demo/openapi.ts';
import { toBaseline } from '../../src/compare/baseline.ts';
import type { ScanResult } from '../../src/result.ts';
import { freshFolder } from '../cli/command.ts';
import { codeScanningProblems } from '../report/code-scanning.ts';
import { serveGitHubApi } from './github-api.ts';
import { hostileApp } from './hostile-app.ts';
import { ACTION, commandsIn, PULL_REQUEST, runStep } from './step.ts';

let lab: ServedLab;
beforeAll(async () => {
  lab = await serveLab(demoApp());
});
afterAll(() => lab.close());

/** A scan that costs little and finds one high flaw; it sees too little for a grade. */
const small = (more: Record<string, string> = {}) => ({
  url: lab.url,
  include: 'open-administrative-operation',
  ...more,
});

test('two users: what belongs to one is asked for by the other, and both secrets are masked', async () => {
  const shop = await serveLab(servesToStrangers);
  try {
    const step = await runStep(
      {
        url: shop.url,
        include: 'foreign-object-served',
        bearer: 'env:ADA',
        other: 'bearer=env:BOB',
        'fail-on': 'high',
      },
      { env: { ADA: 'ada-token-5Tq', BOB: 'bob-token-8Wd' } },
    );
    expect(step.code).toBe(1);
    const masked = commandsIn(step.stdout).filter(({ name }) => name === 'add-mask');
    const lines = masked.map(({ line }) => line);
    expect(lines).toEqual(expect.arrayContaining(['::add-mask::ada-token-5Tq', '::add-mask::bob-token-8Wd']));
    expect(step.stdout.replaceAll(/^::add-mask::.*$/gm, '') + step.summary).not.toMatch(
      /ada-token|bob-token/,
    );
  } finally {
    await shop.close();
  }
});

describe('gates', () => {
  test('nothing asked: passed, with all outputs', async () => {
    const step = await runStep({ url: lab.url });
    expect(step.stderr).toBe('');
    expect(step.code).toBe(0);
    expect(Object.keys(step.outputs).sort()).toEqual(
      Object.keys(ACTION.outputs)
        .filter((name) => !['comment-url', 'server-result-url'].includes(name))
        .sort(),
    );
    expect(step.outputs).toMatchObject({
      result: 'passed',
      grade: expect.stringMatching(/^[A-F]$/),
      score: expect.stringMatching(/^\d+$/),
      'findings-count': expect.stringMatching(/^\d\d$/),
      'report-url': 'https://github.example/acme/shop/actions/runs/4242/attempts/1',
    });
    expect(step.summary).toContain('**middlebrick: passed.**');
    expect(step.summary).toContain(step.outputs['scan-id']);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      'by number',
      { threshold: '99' },
      /^::error title=middlebrick::The score \d+ is below the threshold 99\.$/,
    ],
    [
      'by letter',
      { 'fail-under': 'A' },
      /^::error title=middlebrick::The score \d+ is below the threshold 90\.$/,
    ],
  ])('%s', async (_name, gate, says) => {
    const step = await runStep({ url: lab.url, ...gate });
    expect(step.outputs.result).toBe('failed');
    expect(commandsIn(step.stdout).find(({ name }) => name === 'error')?.line).toMatch(says);
    expect(step.summary).toContain('**middlebrick: failed.** The score');
    expect(step.code).toBe(1);
  });

  test('fail-on, with the findings as annotations on the document’s lines', async () => {
    const cwd = freshFolder();
    writeFileSync(join(cwd, 'openapi.json'), JSON.stringify(DEMO_OPENAPI, null, 2));
    // Absolute, as ${{ github.workspace }} makes it.
    const step = await runStep(small({ 'fail-on': 'high', spec: join(cwd, 'openapi.json') }), { cwd });
    const errors = commandsIn(step.stdout).filter(({ name }) => name === 'error');
    expect(errors).toHaveLength(2);
    expect(errors[0]?.line).toBe('::error title=middlebrick::1 finding of high severity or worse.');
    expect(errors[1]?.line).toMatch(/^::error file=openapi\.json,line=\d\d+,title=high%3A /);
    expect(step.outputs.result).toBe('failed');
    expect(step.code).toBe(1);
  });

  test('annotations can be switched off', async () => {
    const step = await runStep(small({ 'fail-on': 'high', annotations: 'false' }));
    expect(commandsIn(step.stdout).filter(({ name }) => name === 'error')).toHaveLength(1);
    expect(step.code).toBe(1);
  });

  test('new-only: what the baseline knows passes and is not annotated; SARIF still has it', async () => {
    const cwd = freshFolder();
    const first = await runStep({ url: lab.url, format: 'json=result.json', 'fail-on': 'high' }, { cwd });
    expect(first.code).toBe(1);
    const result = JSON.parse(readFileSync(join(cwd, 'result.json'), 'utf8')) as ScanResult;
    const baseline = toBaseline(result);
    writeFileSync(join(cwd, 'baseline.json'), JSON.stringify(baseline));
    const again = { url: lab.url, baseline: 'baseline.json', 'new-only': 'true', sarif: 'api.sarif' };
    const known = await runStep(again, { cwd });
    expect(known.outputs.result).toBe('passed');
    expect(commandsIn(known.stdout).filter(({ name }) => name !== 'stop-commands')).toEqual([
      expect.objectContaining({ name: 'add-mask' }),
    ]);
    const { results } = JSON.parse(readFileSync(join(cwd, 'api.sarif'), 'utf8')).runs[0];
    expect(results.length).toBeGreaterThan(20);
    expect(new Set(results.map((one: { baselineState: string }) => one.baselineState))).toEqual(
      new Set(['unchanged']),
    );
    const places = baseline.places.filter(({ rule }) => rule !== 'open-administrative-operation');
    writeFileSync(join(cwd, 'baseline.json'), JSON.stringify({ ...baseline, places }));
    const fresh = await runStep(again, { cwd });
    expect(fresh.outputs.result).toBe('failed');
    expect(fresh.stdout).toContain('::error title=middlebrick::1 new finding of info severity or worse.');
    expect(fresh.code).toBe(1);
  });

  test('too little seen to judge is an error, never a pass', async () => {
    const step = await runStep(small());
    expect(step.outputs).toMatchObject({ result: 'error', score: '', grade: '', 'findings-count': '1' });
    expect(step.code).toBe(4);
  });

  test('a scan that runs out of time is an error, with what it found', async () => {
    const step = await runStep({ url: lab.url, 'max-time': '1', rate: '60', annotations: 'false' });
    expect(step.outputs.result).toBe('error');
    expect(step.stdout).toMatch(/::error title=middlebrick::.*time/);
    expect(step.code).toBeGreaterThanOrEqual(3);
  });
});

test('a cancelled run keeps what it found, and passes nothing', async () => {
  const step = await runStep({ url: lab.url, rate: '40' }, { cancelAt: / rules\n/ });
  expect(step.stderr).toBe('');
  expect(step.outputs).toMatchObject({
    result: 'error',
    'scan-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(step.stdout).toContain('stopped by the user');
  expect(step.code).toBeGreaterThanOrEqual(3);
});

describe('what cannot be scanned: one error, a reason, no output that looks like a verdict', () => {
  test.each<[string, Record<string, string>, number, RegExp]>([
    ['nobody listens', { url: 'http://127.0.0.1:1' }, 3, /refuses connections/],
    ['no url', { url: '' }, 2, /Which API\?/],
    ['no url at all', { url: 'http://' }, 2, /is not a URL/],
    ['threshold', { threshold: 'Z' }, 2, /threshold takes 0 to 100 or a grade/],
    ['two thresholds', { threshold: '80', 'fail-under': 'B' }, 2, /mean the same/],
    ['severity', { 'fail-on': 'awful' }, 2, /fail-on takes one of/],
    ['new-only alone', { 'new-only': 'true' }, 2, /new-only needs --baseline/],
    ['missing baseline', { baseline: 'nowhere.json' }, 2, /nowhere\.json: there is no such file/],
    ['missing configuration', { config: 'nowhere.yaml' }, 2, /nowhere\.yaml: there is no such file/],
    ['missing route file', { 'route-file': 'nowhere.ts' }, 2, /no route file/],
    ['not a truth value', { active: 'yes' }, 2, /active takes true or false, not "yes"/],
    ['a header that may be a bare secret', { headers: 'hunter2' }, 2, /"Name:value"|"Name: value"/],
    ['a secret from standard input', { bearer: '-' }, 2, /standard input/],
    ['a report without a file', { format: 'html' }, 2, /html=report\.html/],
    ['a lost login', { bearer: 'not-a-token' }, 3, /401/],
  ])('%s', async (_name, inputs, code, says) => {
    const step = await runStep({ url: lab.url, ...inputs });
    const errors = commandsIn(step.stdout).filter(({ name }) => name === 'error');
    expect(errors).toHaveLength(1);
    expect(errors[0]?.line).toMatch(says);
    expect(step.stdout.replace(/^::add-mask::.*$/gm, '')).not.toMatch(/hunter2|not-a-token/);
    expect(step.stderr).toBe('');
    expect(step.outputs).toMatchObject({ result: 'error', score: '', grade: '', 'scan-id': '' });
    expect(step.summary).toContain('**middlebrick: error.**');
    expect(step.code).toBe(code);
  });
});

test('no summary, no outputs, no event: the log says it all', async () => {
  const step = await runStep(small({ 'fail-on': 'high' }), {
    env: { GITHUB_STEP_SUMMARY: undefined, GITHUB_OUTPUT: undefined, GITHUB_EVENT_PATH: '/nowhere.json' },
  });
  expect(step.stderr).toBe('');
  expect(step.stdout).toContain('::error title=middlebrick::1 finding of high severity or worse.');
  expect(step.code).toBe(1);
});

test('a summary that cannot be written costs a warning', async () => {
  const step = await runStep(small({ 'fail-on': 'high' }), {
    env: { GITHUB_STEP_SUMMARY: '/nowhere/summary' },
  });
  expect(step.stdout).toMatch(/::warning title=middlebrick::Cannot write \/nowhere\/summary/);
  expect(step.code).toBe(1);
});

test('secrets are masked before anything is printed, and go on the wire', async () => {
  const token = demoToken();
  const step = await runStep(
    small({
      bearer: 'env:API_TOKEN',
      headers: 'X-Team: Token s3cret%25value\nX-Other: another-one',
      cookie: 'a=crumb',
    }),
    { env: { API_TOKEN: token } },
  );
  const lines = step.stdout.split('\n');
  const scanning = lines.findIndex((line) => line.startsWith('::stop-commands::'));
  const masks = lines.slice(0, scanning);
  expect(masks.every((line) => line.startsWith('::add-mask::'))).toBe(true);
  for (const secret of [token, 'Token s3cret%2525value', 's3cret%2525value', 'another-one', 'crumb']) {
    expect(masks).toContain(`::add-mask::${secret}`);
  }
  expect(masks).toContain('::add-mask::ghs_StandInToken');
  expect(lines.slice(scanning).join('\n')).not.toMatch(/another-one|crumb|s3cret/);
  expect(step.outputs['findings-count']).toBe('1');
});

test('SARIF follows the schema and what GitHub demands beyond it', async () => {
  const cwd = freshFolder();
  writeFileSync(join(cwd, 'routes.ts'), '');
  await runStep(
    { url: lab.url, sarif: 'out/api.sarif', 'route-file': './routes.ts', annotations: 'false' },
    { cwd },
  );
  const text = readFileSync(join(cwd, 'out/api.sarif'), 'utf8');
  expect(codeScanningProblems(text)).toEqual([]);
  const { results } = JSON.parse(text).runs[0];
  expect(results.length).toBeGreaterThan(20);
  const files = results.map(
    (one: { locations: [{ physicalLocation: { artifactLocation: { uri: string } } }] }) =>
      one.locations[0].physicalLocation.artifactLocation.uri,
  );
  expect(new Set(files)).toEqual(new Set(['routes.ts']));
  expect(sarifErrors(JSON.parse(text))).toEqual([]);
});

function sarifErrors(log: unknown): unknown[] {
  const schema = JSON.parse(
    readFileSync(
      createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
      'utf8',
    ),
  );
  const Ajv = draft04 as unknown as typeof draft04.default;
  const ajv = new Ajv({ strict: false, unicodeRegExp: false });
  (formats as unknown as typeof formats.default)(ajv);
  const validate = ajv.compile(schema);
  validate(log);
  return validate.errors ?? [];
}

test('a hostile target gives no command to the runner and no markup to a reader', async () => {
  const hostile = await serveLab(hostileApp());
  const api = await serveGitHubApi();
  const step = await runStep(
    { url: hostile.url, sarif: 'x.sarif', threshold: '100' },
    { event: PULL_REQUEST, env: { GITHUB_API_URL: api.url } },
  );
  const { asked } = { asked: hostile.requests() };
  await hostile.close();
  await api.close();
  expect(asked).toBeGreaterThan(50);
  expect(step.outputs.result).toBe('failed');
  // The words came through, as text.
  expect(step.stdout).toContain('pwned');
  expect(step.summary).toContain('pwned');
  for (const { name, line } of commandsIn(step.stdout)) {
    expect(name).toMatch(/^(add-mask|stop-commands|error|warning|notice)$/);
    if (name !== 'stop-commands' && name !== 'add-mask')
      expect(line).toMatch(/^::\w+ (file=[^,]*,line=\d+,)?title=/);
    expect(line).not.toMatch(/^::(error|warning|add-mask)::pwned/);
  }
  for (const page of [step.summary, api.comments[0]?.body ?? '']) {
    const outside = page
      .replace(/(`{3,})sh\n[\s\S]*?\n\1/g, '')
      .replace(/(?<!\\)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '')
      // What is folded in a comment, on lines of its own.
      .replace(/^(?:<details><summary>\d+ findings? for information<\/summary>|<\/details>)$/gm, '');
    expect(outside).not.toMatch(/(?<!\\)<(?!!-- middlebrick)/);
    expect(outside).not.toMatch(/@everyone|(?<!\\)!\[|(?<!\\)\]\(javascript/);
  }
  expect(codeScanningProblems(readFileSync(join(step.cwd, 'x.sarif'), 'utf8'))).toEqual([]);
});
