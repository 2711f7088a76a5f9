import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { parse } from 'yaml';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { demoApp, demoToken } from '../../lab/demo/app.ts';
import { DEMO_OPENAPI } from '../../lab/demo/openapi.ts';
import { PACKAGE } from '../../src/version.ts';
import { freshFolder } from '../cli/command.ts';
import { GITLAB_DAST_SCHEMA } from '../report/gitlab-dast-schema.ts';

let lab: ServedLab;
beforeAll(async () => {
  lab = await serveLab(demoApp());
});
afterAll(() => lab.close());

const JOB = parse(readFileSync('ci-templates/gitlab.yml', 'utf8')).middlebrick;
const SCRIPT = readFileSync('ci-templates/middlebrick.sh', 'utf8');

interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly cwd: string;
}

/** A runner's folder with the document in it and an `npx` that runs the built command, whatever package was asked for. */
function workspace(): string {
  const cwd = freshFolder();
  const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
  mkdirSync(join(cwd, 'bin'));
  const shim = `#!/bin/sh\n[ "$1" = -y ] && [ "$2" = ${PACKAGE} ] || exit 97\nshift 2\nexec "${process.execPath}" "${main}" "$@"\n`;
  writeFileSync(join(cwd, 'bin/npx'), shim);
  chmodSync(join(cwd, 'bin/npx'), 0o755);
  writeFileSync(join(cwd, 'openapi file.json'), JSON.stringify(DEMO_OPENAPI, null, 2));
  return cwd;
}

function run(command: string, args: string[], variables: Record<string, string>): Promise<Ran> {
  const cwd = workspace();
  const env = { PATH: `${join(cwd, 'bin')}:${process.env.PATH}`, HOME: cwd, CI: 'true', ...variables };
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output, cwd })));
}

/** GitLab gives all lines to one bash that ends at the first failure. */
const gitlab = (variables: Record<string, string>) =>
  run('bash', ['-eo', 'pipefail', '-c', JOB.script.join('\n')], variables);
const shell = (variables: Record<string, string>, ...args: string[]) =>
  run('sh', ['-c', SCRIPT, 'middlebrick.sh', ...args], variables);

const read = ({ cwd }: Ran, path: string) => readFileSync(join(cwd, path), 'utf8');

describe.each([
  ['GitLab', gitlab],
  ['shell', shell],
])('%s', (_name, start) => {
  test('no gate: passed, all of the demo seen with its credential', async () => {
    const ran = await start({ MIDDLEBRICK_URL: lab.url, MIDDLEBRICK_BEARER: demoToken() });
    expect(ran.output).toContain('/ 100');
    expect(ran.output).toContain('jwt-none-algorithm');
    expect(ran.output).not.toContain(demoToken());
    expect(ran.code).toBe(0);
  });

  test.each<[string, Record<string, string>, number, RegExp]>([
    ['score', { MIDDLEBRICK_THRESHOLD: 'A' }, 1, /below the threshold 90/],
    ['severity', { MIDDLEBRICK_FAIL_ON: 'high' }, 1, /of high severity or worse/],
    ['a target that is not there', { MIDDLEBRICK_URL: 'http://127.0.0.1:1' }, 3, /refuses connections/],
    ['no target', { MIDDLEBRICK_URL: '' }, 2, /Which API\?/],
    ['no such baseline', { MIDDLEBRICK_BASELINE: 'b.json' }, 2, /b\.json: there is no such file/],
    ['no such route file', { MIDDLEBRICK_ROUTE_FILE: 'r.ts' }, 2, /no route file/],
    ['no such configuration', { MIDDLEBRICK_CONFIG: 'c.yaml' }, 2, /c\.yaml: there is no such file/],
    ['no consent', { MIDDLEBRICK_FAIL_ON_GROWTH: '100B' }, 2, /--fail-on-growth is for --retention/],
    [
      'consent for another host',
      { MIDDLEBRICK_RETENTION_TARGET: 'a.example', MIDDLEBRICK_RETENTION_PROFILE: 'quick' },
      2,
      /agree by naming that host, not `a\.example`/,
    ],
    ['a wrong time', { MIDDLEBRICK_MAX_TIME: 'soon' }, 2, /--max-time takes/],
  ])('fails by %s', async (_what, variables, code, says) => {
    const ran = await start({ MIDDLEBRICK_URL: lab.url, ...variables });
    expect(ran.output).toMatch(says);
    expect(ran.code).toBe(code);
  });
});

test('GitLab finds every report where the job says, on the document’s lines', async () => {
  const ran = await gitlab({
    MIDDLEBRICK_URL: lab.url,
    MIDDLEBRICK_SPEC: 'openapi file.json',
    MIDDLEBRICK_FAIL_ON: 'high',
  });
  expect(ran.code).toBe(1);
  expect(JOB.artifacts.when).toBe('always');
  expect(JOB.artifacts.paths.every((path: string) => existsSync(join(ran.cwd, path)))).toBe(true);
  const issues = JSON.parse(read(ran, JOB.artifacts.reports.codequality));
  expect(issues.length).toBeGreaterThan(20);
  expect(new Set(issues.map((issue: { fingerprint: string }) => issue.fingerprint)).size).toBe(issues.length);
  expect(issues[0].location).toEqual({ path: 'openapi file.json', lines: { begin: expect.any(Number) } });
  expect(
    issues.some((issue: { location: { lines: { begin: number } } }) => issue.location.lines.begin > 1),
  ).toBe(true);
  const dast = JSON.parse(read(ran, JOB.artifacts.reports.dast));
  const validate = new Ajv({ strict: false, allErrors: true }).compile(GITLAB_DAST_SCHEMA);
  validate(dast);
  expect(validate.errors ?? []).toEqual([]);
  expect(dast.vulnerabilities.length).toBeGreaterThan(15);
  const verdict = await validateXML({
    xml: [{ fileName: 'junit.xml', contents: read(ran, JOB.artifacts.reports.junit) }],
    schema: [{ fileName: 'junit.xsd', contents: readFileSync('test/report/junit.xsd', 'utf8') }],
  });
  expect(verdict.errors).toEqual([]);
});

test('the shell script writes its reports where it is told, and passes arguments on', async () => {
  const ran = await shell(
    { MIDDLEBRICK_URL: lab.url, MIDDLEBRICK_REPORTS: 'my reports' },
    '--include',
    'reflected-origin',
  );
  expect(ran.code).toBe(4);
  expect(JSON.parse(read(ran, 'my reports/result.json')).findings).toHaveLength(1);
  for (const name of ['junit.xml', 'api.sarif', 'report.html']) {
    expect(existsSync(join(ran.cwd, 'my reports', name))).toBe(true);
  }
});
