import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { serveLab } from '../../lab/app.ts';
import { demoApp, demoToken } from '../../lab/demo/app.ts';
import { DEMO_OPENAPI } from '../../lab/demo/openapi.ts';
import { ACTION } from '../../src/init/pipeline-files.ts';
import { ACTION as ACTION_FILE } from '../action/step.ts';
import { middlebrick } from '../cli/command.ts';
import { PACKAGE, read, repository } from './repository.ts';

const CONFIG_SCHEMA = JSON.parse(readFileSync('schema/config.schema.json', 'utf8'));

describe('frameworks, with the port that is usual', () => {
  test.each<[string, number, Record<string, string>]>([
    ['NestJS', 3000, { 'package.json': PACKAGE('express', '@nestjs/core') }],
    ['Express', 3000, { 'package.json': PACKAGE('express') }],
    ['Fastify', 3000, { 'services/api/package.json': PACKAGE('fastify') }],
    ['FastAPI', 8000, { 'requirements.txt': 'uvicorn\nfastapi[all]==0.121.0\n' }],
    ['FastAPI', 8000, { 'pyproject.toml': '[project]\ndependencies = ["fastapi>=0.100"]\n' }],
    ['Flask', 5000, { 'requirements-dev.txt': 'flask~=3.0\n' }],
    ['Django', 8000, { Pipfile: '[packages]\ndjango = "*"\n' }],
    ['Axum', 3000, { 'Cargo.toml': '[dependencies]\naxum = "0.8"\n' }],
    ['Actix Web', 8080, { 'Cargo.toml': '[dependencies.actix-web]\nversion = "4"\n' }],
    ['Gin', 8080, { 'go.mod': 'module x\nrequire github.com/gin-gonic/gin v1.10.0\n' }],
    ['Go net/http', 8080, { 'go.mod': 'module x\n\ngo 1.24\n' }],
    ['Spring', 8080, { 'pom.xml': '<artifactId>spring-boot-starter-web</artifactId>' }],
    ['Quarkus', 8080, { 'build.gradle.kts': 'implementation("io.quarkus:quarkus-rest")' }],
    ['Laravel', 8000, { 'composer.json': '{"require":{"laravel/framework":"^12"}}' }],
    ['Symfony', 8000, { 'composer.json': '{"require":{"symfony/framework-bundle":"*"}}' }],
    ['Rails', 3000, { Gemfile: 'source "x"\ngem "rails", "~> 8.0"\n' }],
    ['ASP.NET', 5000, { 'src/Shop/Shop.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"/>' }],
  ])('%s', async (name, port, files) => {
    const root = repository(files);
    const { code, stdout, stderr } = await middlebrick(['init', root, '--yes']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain(`framework   ${name} (${Object.keys(files)[0]})`);
    expect(parse(read(root, 'middlebrick.yaml')).url).toBe(`http://localhost:${port}`);
  });

  test.each<[string, Record<string, string>]>([
    ['nothing at all', {}],
    ['only a dependency’s manifest', { 'node_modules/express/package.json': PACKAGE('express') }],
    ['a build’s', { 'target/package/Cargo.toml': '[dependencies]\naxum = "0.8"\n' }],
    ['a name that only begins alike', { 'requirements.txt': 'flask-cors\nfastapi-utils\n' }],
    ['a manifest that is no text', { 'package.json': '\u0000\ufffd' }],
  ])('none: %s', async (_name, files) => {
    const root = repository(files);
    const { code, stdout } = await middlebrick(['init', root, '--yes', '--ci', 'github']);
    expect(code).toBe(0);
    expect(stdout).toContain('framework   not recognised');
    expect(parse(read(root, 'middlebrick.yaml')).url).toBe('http://localhost:8080');
    // A pipeline that nobody finished must not pass.
    expect(read(root, '.github/workflows/api-scan.yml')).toContain('exit 1');
  });
});

describe('documents and credentials', () => {
  const document = (scheme?: object) =>
    JSON.stringify({
      openapi: '3.1.0',
      info: {},
      components: { securitySchemes: scheme ? { main: scheme } : {} },
    });

  test.each<[string, Record<string, string>, string | undefined]>([
    [
      'by its name',
      { 'docs/api/openapi.yaml': 'info: {}\nopenapi: 3.0.3\npaths: {}\n' },
      'docs/api/openapi.yaml',
    ],
    ['Swagger 2.0', { 'swagger.json': '{"swagger":"2.0","info":{},"paths":{}}' }, 'swagger.json'],
    ['by what it holds', { 'spec/shop.yml': '# Shop\nopenapi: "3.1.0"\ninfo: {}\n' }, 'spec/shop.yml'],
    ['the shallow one', { 'a/openapi.json': document(), 'openapi.json': document() }, 'openapi.json'],
    ['a name that lies', { 'openapi.yaml': 'hello: 1\n', 'real.yaml': 'openapi: 3.0.0\n' }, 'real.yaml'],
    [
      'one that is broken, then one that is not',
      { 'openapi.yaml': 'openapi: 3.0.0\n a: [', 'z.json': document() },
      'z.json',
    ],
    ['an odd name', { 'my api #1: openapi.json': document() }, 'my api #1: openapi.json'],
    [
      'none in dependencies',
      { 'node_modules/x/openapi.json': document(), '.venv/openapi.json': document() },
      undefined,
    ],
    ['none too deep', { 'a/b/c/d/e/f/g/h/openapi.json': document() }, undefined],
    ['none in a package file', { 'package.json': '{"dependencies":{"openapi":"3.0"}}' }, undefined],
  ])('%s', async (_name, files, spec) => {
    const root = repository(files);
    const { code } = await middlebrick(['init', root, '--yes']);
    expect(code).toBe(0);
    expect(parse(read(root, 'middlebrick.yaml')).spec).toBe(spec);
  });

  test.each<[string, object | undefined, object | undefined]>([
    ['bearer', { type: 'http', scheme: 'bearer' }, { bearer: 'env:MIDDLEBRICK_TOKEN' }],
    ['basic', { type: 'http', scheme: 'Basic' }, { basic: 'env:MIDDLEBRICK_LOGIN' }],
    ['OAuth2', { type: 'oauth2', flows: {} }, { bearer: 'env:MIDDLEBRICK_TOKEN' }],
    [
      'key in a header',
      { type: 'apiKey', in: 'header', name: 'X-Key' },
      { apiKey: 'X-Key=env:MIDDLEBRICK_KEY' },
    ],
    [
      'key in the query',
      { type: 'apiKey', in: 'query', name: 'key' },
      { apiKey: 'query:key=env:MIDDLEBRICK_KEY' },
    ],
    [
      'key in a cookie',
      { type: 'apiKey', in: 'cookie', name: 'sid' },
      { apiKey: 'cookie:sid=env:MIDDLEBRICK_KEY' },
    ],
    ['a name that would break out', { type: 'apiKey', in: 'header', name: 'x\nurl: http://e' }, undefined],
    ['client certificates', { type: 'mutualTLS' }, undefined],
    ['none', undefined, undefined],
  ])('%s', async (_name, scheme, identity) => {
    const root = repository({ 'openapi.json': document(scheme), '.github/workflows/x.yml': 'on: push\n' });
    await middlebrick(['init', root, '--yes']);
    expect(parse(read(root, 'middlebrick.yaml')).identity).toEqual(identity);
    const [, start, scan] = parse(read(root, '.github/workflows/api-scan.yml')).jobs.middlebrick.steps;
    expect(start.run).toContain('localhost:8080');
    const variable = Object.values(identity ?? {})[0]?.replace(/.*env:/, '');
    expect(scan.env).toEqual(variable ? { [variable]: `$\{{ secrets.${variable} }}` } : undefined);
  });
});

test('what it writes follows the schema and is what a scan then reads', async () => {
  const lab = await serveLab(demoApp());
  const root = repository({ 'docs/openapi.json': JSON.stringify(DEMO_OPENAPI, null, 2) });
  await middlebrick(['init', root, '--yes', '--url', lab.url]);
  const config = parse(read(root, 'middlebrick.yaml'));
  const ajv = new Ajv2020();
  (formats as unknown as typeof formats.default)(ajv);
  expect(ajv.compile(CONFIG_SCHEMA)(config)).toBe(true);
  expect(config).toEqual({
    url: lab.url,
    spec: 'docs/openapi.json',
    identity: { bearer: 'env:MIDDLEBRICK_TOKEN' },
    failOn: 'high',
  });
  const args = ['scan', '--include', 'open-administrative-operation', '--quiet', '--format', 'github'];
  const scan = await middlebrick(args, { cwd: root, env: { MIDDLEBRICK_TOKEN: demoToken() } });
  expect(scan.stdout).toMatch(/^::error file=docs\/openapi\.json,line=\d+,/);
  expect(scan.code).toBe(1);
  const without = await middlebrick(args, { cwd: root });
  expect(without.stderr).toContain('MIDDLEBRICK_TOKEN is not set');
  expect(without.code).toBe(2);
  await lab.close();
});

test('files of requests stand beside the document, or alone', async () => {
  const request = { method: 'GET', url: 'http://localhost:3000/notes' };
  const har = JSON.stringify({ log: { version: '1.2', entries: [{ request }] } });
  const collection = JSON.stringify({ info: { name: 'x' }, item: [{ name: 'a', request }] });
  const files = {
    ...{ 'api/shop.postman_collection.json': collection, 'recorded.har': har, 'wrong.har': '{}' },
    ...{ 'empty.har': '{"log":{"entries":[]}}', 'schema.graphql': 'type Query { me: Int }' },
    'queries.graphql': 'query { me }',
  };
  const root = repository({ ...files, 'openapi.json': JSON.stringify(DEMO_OPENAPI) });
  await middlebrick(['init', root, '--yes']);
  expect(parse(read(root, 'middlebrick.yaml')).spec).toEqual([
    'openapi.json',
    'recorded.har',
    'schema.graphql',
    'api/shop.postman_collection.json',
  ]);
  const bare = repository({});
  await middlebrick(['init', bare, '--yes']);
  expect(read(bare, 'middlebrick.yaml')).toContain('a Postman collection, a HAR file');
});

describe('pipelines', () => {
  test('GitHub: a workflow with inputs that the Action has', async () => {
    const root = repository({
      '.github/workflows/ci.yml': 'on: push\n',
      'requirements.txt': 'fastapi\n',
      'main.py': 'app = FastAPI()\n',
    });
    await middlebrick(['init', root, '--yes']);
    const workflow = parse(read(root, '.github/workflows/api-scan.yml'));
    expect(workflow.permissions).toEqual({ contents: 'read', actions: 'read', 'pull-requests': 'write' });
    const [, start, scan, kept] = workflow.jobs.middlebrick.steps;
    expect(start.run).toContain(
      '(pip install -r requirements.txt && uvicorn main:app --port 8000) > api.log 2>&1 &',
    );
    expect(scan.uses).toBe(ACTION);
    expect(Object.keys(scan.with).filter((name) => !(name in ACTION_FILE.inputs))).toEqual([]);
    expect(existsSync(join(root, scan.with.config))).toBe(true);
    // What is left is what the comment looks for.
    expect(kept.with.name).toBe(ACTION_FILE.inputs['baseline-artifact']?.default);
    expect(kept.with.path).toContain(scan.with.format.split('json=')[1].trim());
    expect(await sh('bash', ['-n', '-c', start.run])).toBe(0);
  });

  test('GitLab: a job to include', async () => {
    const root = repository({ '.gitlab-ci.yml': 'stages: [test]\n' });
    const { stdout } = await middlebrick(['init', root, '--yes']);
    expect(read(root, '.gitlab/middlebrick.yml')).toBe(readFileSync('ci-templates/gitlab.yml', 'utf8'));
    expect(stdout).toContain('include: [{ local: .gitlab/middlebrick.yml }]');
    expect(read(root, '.gitlab-ci.yml')).toBe('stages: [test]\n');
  });

  test('anything else: a shell script that may be run', async () => {
    const root = repository({});
    await middlebrick(['init', root, '--yes']);
    expect(read(root, 'middlebrick.sh')).toBe(readFileSync('ci-templates/middlebrick.sh', 'utf8'));
    expect(statSync(join(root, 'middlebrick.sh')).mode & 0o111).toBe(0o111);
  });
});

function sh(command: string, args: string[]): Promise<number | null> {
  const child = spawn(command, args, { stdio: 'ignore' });
  return new Promise((resolve) => child.on('close', resolve));
}
