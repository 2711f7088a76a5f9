import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { middlebrick } from '../cli/command.ts';
import { PACKAGE, read, repository } from './repository.ts';

const BUILT =
  'services:\n  app:\n    build: .\n    ports: ["8085:80"]\n  db:\n    image: postgres\n    ports: ["5432:5432"]\n';
const DATABASE = 'services:\n  db:\n    image: postgres\n    ports: ["5432:5432"]\n';
const scripts = (start: string, more: object = {}) =>
  JSON.stringify({ scripts: { start, ...more }, dependencies: { express: '5' } });
const SPRING = { 'pom.xml': '<artifactId>spring-boot-starter-web</artifactId>', mvnw: '' };
const AXUM = { 'Cargo.toml': '[dependencies]\naxum = "0.8"\n' };
const ASPNET = { 'src/Api/Api.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"/>' };
const launch = (profile: object) =>
  JSON.stringify({
    profiles: { iis: { commandName: 'IISExpress', applicationUrl: 'http://localhost:1' }, own: profile },
  });

async function planned(files: Record<string, string>) {
  const root = repository({ ...files, '.github/workflows/ci.yml': 'on: push\n' });
  const { stdout, stderr, code } = await middlebrick(['init', root, '--yes']);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const workflow = parse(read(root, '.github/workflows/api-scan.yml'));
  return {
    stdout,
    config: read(root, 'middlebrick.yaml'),
    url: parse(read(root, 'middlebrick.yaml')).url as string,
    start: workflow.jobs.middlebrick.steps[1].run as string,
  };
}

describe('where it listens, and which file says so', () => {
  test.each<[string, Record<string, string>, string, string]>([
    ['compose', { ...AXUM, 'compose.yaml': BUILT }, ':8085', 'compose.yaml, service app'],
    [
      'compose, long form',
      {
        'docker-compose.yml':
          'services:\n  web:\n    build: {context: .}\n    ports: [{target: 80, published: 8086}]\n',
      },
      ':8086',
      'service web',
    ],
    [
      'compose, a variable',
      { 'compose.yml': BUILT.replace('8085:80', `$\{PORT:-8087}:80`) },
      ':8087',
      'compose.yml',
    ],
    ['a container that starts nothing', { ...AXUM, 'docker/compose.yml': BUILT }, ':3000', 'usually listens'],
    ['a database alone', { ...AXUM, 'compose.yml': DATABASE }, ':3000', 'usually listens'],
    [
      '.env',
      {
        'package.json': scripts('node .'),
        '.env': 'DB_PORT=5432\nPORT=4001\n',
        'index.js': 'app.listen(process.env.PORT || 3001)',
      },
      ':4001',
      '.env',
    ],
    [
      'its code before an example',
      {
        'package.json': scripts('node .'),
        '.env.example': 'PORT=4001\n',
        'index.js': 'app.listen(process.env.PORT || 3001)',
      },
      ':3001',
      'index.js',
    ],
    [
      'an example',
      { 'package.json': scripts('node .'), '.env.example': 'PORT="4002"\n' },
      ':4002',
      '.env.example',
    ],
    ['the start script', { 'package.json': scripts('next start -p 3100') }, ':3100', 'package.json'],
    [
      'application.properties',
      {
        ...SPRING,
        'src/main/resources/application.properties': 'server.port=8090\nserver.servlet.context-path=/api\n',
      },
      ':8090/api',
      'application.properties',
    ],
    [
      'application.yml',
      {
        ...SPRING,
        'src/main/resources/application.yml': `server:\n  port: $\{PORT:8091}\n---\nspring: {}\n`,
      },
      ':8091',
      'application.yml',
    ],
    [
      'launchSettings.json',
      {
        ...ASPNET,
        'src/Api/Properties/launchSettings.json': `\uFEFF${launch({ commandName: 'Project', applicationUrl: 'https://localhost:7001;http://localhost:5101' })}`,
      },
      ':5101',
      'launchSettings.json',
    ],
    [
      'launchSettings.json that is not asked',
      { ...ASPNET, 'src/Api/Properties/launchSettings.json': launch({ commandName: 'Project' }) },
      ':5000',
      'usually listens',
    ],
    ['Dockerfile', { ...AXUM, Dockerfile: 'FROM x\nEXPOSE 9001\n' }, ':9001', 'Dockerfile'],
    [
      'Rust',
      { ...AXUM, 'src/main.rs': 'let db = "localhost:5432";\nbind("0.0.0.0:8099")' },
      ':8099',
      'src/main.rs',
    ],
    [
      'Go',
      { 'go.mod': 'module x\n', 'main.go': 'package main\nhttp.ListenAndServe(":8098", nil)' },
      ':8098',
      'main.go',
    ],
    [
      'Python',
      { 'requirements.txt': 'flask\n', 'app.py': 'app = Flask(__name__)\napp.run(port=5055)\n' },
      ':5055',
      'app.py',
    ],
  ])('%s', async (_name, files, ending, from) => {
    const { url, config } = await planned(files);
    expect(url).toBe(`http://localhost${ending}`);
    expect(config.split('\n').find((line) => line.startsWith('url:'))).toContain(from);
  });
});

describe('how it is started', () => {
  test.each<[string, Record<string, string>, string]>([
    [
      'compose, with variables nobody filled in',
      { 'compose.yaml': BUILT.replace('build: .', 'build: .\n    env_file: .env'), '.env.example': 'A=1\n' },
      '(cp .env.example .env && docker compose up --detach --wait)',
    ],
    [
      'a database, then the service',
      { ...AXUM, 'compose.yaml': DATABASE },
      '(docker compose up --detach --wait && cargo run --release)',
    ],
    [
      'a compose file in a folder',
      { ...AXUM, "in 'there'/compose.yaml": BUILT.replace('build: .', 'build: ..') },
      `docker compose --file 'in '\\''there'\\''/compose.yaml' up --detach --wait`,
    ],
    ['npm without a lock', { 'package.json': scripts('node .') }, '(npm install && npm start)'],
    [
      'a build before',
      { 'package.json': scripts('node dist/main.js', { build: 'tsc' }), 'package-lock.json': '{}' },
      '(npm ci && npm run build && npm start)',
    ],
    [
      'pnpm',
      { 'package.json': scripts('node .'), 'pnpm-lock.yaml': '' },
      'pnpm install --frozen-lockfile && pnpm start)',
    ],
    [
      'in its folder',
      { 'services/shop/package.json': scripts('node .') },
      '(cd services/shop && npm install && npm start)',
    ],
    [
      'poetry',
      {
        'pyproject.toml': 'dependencies = ["fastapi"]\n',
        'poetry.lock': '',
        'app/main.py': 'app = get_application()\n',
      },
      '(poetry install && poetry run uvicorn app.main:app --port 8000)',
    ],
    [
      'uv',
      {
        'pyproject.toml': 'dependencies = ["fastapi"]\n',
        'uv.lock': '',
        'src/api.py': 'api: FastAPI = FastAPI()\n',
      },
      '(uv sync && uv run uvicorn src.api:api --port 8000)',
    ],
    [
      'a Flask factory',
      { 'requirements.txt': 'flask\n', 'autoapp.py': 'app = create_app(CONFIG)\n' },
      'flask --app autoapp run --port 5000)',
    ],
    [
      'Django below',
      { 'requirements.txt': 'django\n', 'site/manage.py': '' },
      'python site/manage.py runserver 8000)',
    ],
    [
      'a command of a Go module',
      { 'go.mod': 'module x\n', 'cmd/shopd/main.go': 'package main\n' },
      '(go run ./cmd/shopd)',
    ],
    ['Maven without its wrapper', { 'pom.xml': SPRING['pom.xml'] }, '(mvn spring-boot:run)'],
    ['Gradle', { 'build.gradle': 'org.springframework.boot', gradlew: '' }, '(./gradlew bootRun)'],
    ['ASP.NET', ASPNET, '(cd src/Api && dotnet run --urls http://localhost:5000)'],
  ])('%s', async (_name, files, start) => {
    expect((await planned(files)).start).toContain(start);
  });

  test.each<[string, Record<string, string>]>([
    ['no script', { 'package.json': PACKAGE('express') }],
    ['no application', { 'requirements.txt': 'fastapi\n' }],
    [
      'two commands',
      { 'go.mod': 'module x\n', 'cmd/a/main.go': 'package main\n', 'cmd/b/main.go': 'package main\n' },
    ],
    [
      'variables that no example names',
      { 'compose.yaml': BUILT.replace('build: .', 'build: .\n    env_file: secret.env') },
    ],
    ['a folder whose name a shell would obey', { '$(touch x)/package.json': scripts('node .') }],
  ])('asked, and a pipeline that nobody finished fails: %s', async (_name, files) => {
    const { stdout, start } = await planned(files);
    expect(start).toContain('exit 1');
    expect(start).not.toContain('touch');
    expect(stdout).toContain('start       not found');
    expect(stdout).toContain('how the API is started: nothing in the repository tells.');
  });
});

test('several services are all told, and the one that is called an API is meant', async () => {
  const { stdout, url } = await planned({
    'web/package.json': PACKAGE('next'),
    'api/go.mod': 'module x\nrequire github.com/labstack/echo/v4 v4\n',
    'api/main.go': 'package main\n',
    'mail/requirements.txt': 'flask\n',
  });
  expect(url).toBe('http://localhost:1323');
  expect(stdout).toMatch(/others {6}Flask \(mail\/requirements\.txt\), Next\.js \(web\/package\.json\)/);
  expect(stdout).toContain('--url says which one is meant.');
});

test('variables that have to be set first are told', async () => {
  const { stdout } = await planned({ ...AXUM, '.env.sample': 'DATABASE_URL=postgres://x\n' });
  expect(stdout).toContain('needs       the variables of .env.sample');
  expect(stdout).toContain('Set the variables of .env.sample before it starts');
});

test('files that are not what their names say cost a note, not the answer', async () => {
  const { stdout, url } = await planned({
    'compose.yaml': 'a: [',
    'src/main/resources/application.yml': '@port@: {{',
    'Properties/launchSettings.json': '{',
    ...SPRING,
  });
  expect(url).toBe('http://localhost:8080');
  expect(stdout).toContain('compose.yaml cannot be read as YAML.');
});
