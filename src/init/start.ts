import type { KnownFramework } from './frameworks.ts';
import type { Tree } from './walk.ts';
import { head } from './walk.ts';

const MOST_BYTES = 64 * 1024;
/** Python files that are opened in search of the application. */
const MOST_FILES = 60;

/**
 * The command that starts a service, from its own files: lock files, scripts, wrappers, the module that holds the
 * application. Undefined where they do not tell: a guess would fail in a pipeline, and nobody knows why.
 */
export function startCommand(
  tree: Tree,
  framework: KnownFramework,
  manifest: string,
  port: number,
): string | undefined {
  const folder = manifest.slice(0, manifest.lastIndexOf('/') + 1);
  const has = (name: string) => tree.files.includes(folder + name);
  const command = commandIn(tree, framework, manifest, folder, has, port);
  if (command === undefined || folder === '') return command;
  return /^[\w./-]+$/.test(folder) ? `cd ${folder.slice(0, -1)} && ${command}` : undefined;
}

function commandIn(
  tree: Tree,
  framework: KnownFramework,
  manifest: string,
  folder: string,
  has: (name: string) => boolean,
  port: number,
): string | undefined {
  switch (manifest.slice(manifest.lastIndexOf('/') + 1)) {
    case 'package.json':
      return fromPackage(head(tree, manifest, MOST_BYTES) ?? '', has);
    case 'pom.xml':
      return `${has('mvnw') ? './mvnw' : 'mvn'} ${mavenGoal(framework.name)}`;
    case 'build.gradle':
    case 'build.gradle.kts':
      return `${has('gradlew') ? './gradlew' : 'gradle'} ${gradleTask(framework.name)}`;
    case 'go.mod':
      return fromGo(tree, folder);
    case 'requirements.txt':
    case 'pyproject.toml':
    case 'Pipfile':
      return fromPython(tree, framework, folder, has, port);
    default:
      return /\.(cs|fs)proj$/.test(manifest) ? `dotnet run --urls http://localhost:${port}` : framework.start;
  }
}

function fromPackage(text: string, has: (name: string) => boolean): string | undefined {
  const scripts = scriptsOf(text);
  if (scripts === undefined) return undefined;
  const [install, run] = has('pnpm-lock.yaml')
    ? ['corepack enable && pnpm install --frozen-lockfile', 'pnpm']
    : has('yarn.lock')
      ? ['corepack enable && yarn install', 'yarn']
      : [has('package-lock.json') || has('npm-shrinkwrap.json') ? 'npm ci' : 'npm install', 'npm'];
  const script = ['start', 'serve', 'dev', 'start:dev'].find((name) => scripts[name] !== undefined);
  if (script === undefined) return undefined;
  // A start that runs what a build made, and does not build by itself.
  const builds =
    scripts.build !== undefined &&
    !/\bbuild\b/.test(scripts[script] ?? '') &&
    /\b(?:dist|build|next start)\b/.test(scripts[script] ?? '');
  return [
    install,
    ...(builds ? [`${run} run build`] : []),
    script === 'start' ? `${run} start` : `${run} run ${script}`,
  ].join(' && ');
}

function scriptsOf(text: string): Record<string, string> | undefined {
  try {
    return (JSON.parse(text) as { scripts?: Record<string, string> }).scripts ?? {};
  } catch {
    return undefined;
  }
}

const mavenGoal = (name: string) =>
  name === 'Quarkus' ? 'quarkus:dev' : name === 'Micronaut' ? 'mn:run' : 'spring-boot:run';
const gradleTask = (name: string) =>
  name === 'Quarkus' ? 'quarkusDev' : name === 'Spring' ? 'bootRun' : 'run';

/** The one folder with a program: the module's own, or a command of it. */
function fromGo(tree: Tree, folder: string): string | undefined {
  const mains = new Set<string>();
  const own = tree.files.filter((path) => path.startsWith(folder) && /(?<!_test)\.go$/.test(path));
  if (own.length > MOST_FILES)
    tree.notes.push(`${own.length} Go files: the first ${MOST_FILES} were opened.`);
  for (const path of own.slice(0, MOST_FILES)) {
    if (/^package main\b/m.test(head(tree, path, MOST_BYTES) ?? ''))
      mains.add(path.slice(folder.length, path.lastIndexOf('/') + 1));
  }
  const [only] = mains;
  if (mains.has('')) return 'go run .';
  return mains.size === 1 && only !== undefined && /^[\w./-]+$/.test(only)
    ? `go run ./${only.replace(/\/$/, '')}`
    : undefined;
}

function fromPython(
  tree: Tree,
  { name, start }: KnownFramework,
  folder: string,
  has: (name: string) => boolean,
  port: number,
): string | undefined {
  const [install, run] = has('uv.lock')
    ? ['uv sync', 'uv run ']
    : has('poetry.lock')
      ? ['poetry install', 'poetry run ']
      : has('Pipfile') && !has('requirements.txt')
        ? ['pipenv install', 'pipenv run ']
        : [has('requirements.txt') ? 'pip install -r requirements.txt' : 'pip install .', ''];
  const inside = tree.files.filter((path) => path.startsWith(folder) && path.endsWith('.py'));
  if (name === 'Django') {
    const manage = inside.find((path) => path.endsWith('manage.py'))?.slice(folder.length);
    return (
      manage && `${install} && ${run}python ${manage} migrate && ${run}python ${manage} runserver ${port}`
    );
  }
  const found = applicationIn(tree, inside, folder);
  const program = programOf(name, found, port);
  return program === undefined
    ? undefined
    : start.startsWith('pip')
      ? `${install} && ${run}${program}`
      : undefined;
}

interface Application {
  readonly file: string;
  readonly module: string;
  readonly variable: string;
}

/** The shallowest module in which an application is made and has a name. */
function applicationIn(tree: Tree, files: readonly string[], folder: string): Application | undefined {
  const likely = files.filter((path) => !/(?:^|\/)(?:test|conftest|setup|migration)/.test(path));
  if (likely.length > MOST_FILES)
    tree.notes.push(
      `${likely.length} Python files: the first ${MOST_FILES} were opened in search of the application.`,
    );
  for (const path of likely.slice(0, MOST_FILES)) {
    const text = head(tree, path, MOST_BYTES) ?? '';
    const made =
      /^(app|application|api)(?:: ?\w{1,40})? = (?:FastAPI|Flask|Starlette|Litestar|(?:get|create|make|build)_\w{1,30})\(/m.exec(
        text,
      );
    const file = path.slice(folder.length);
    if (made?.[1] && /^[\w/]+\.py$/.test(file))
      return { file, module: file.slice(0, -'.py'.length).replaceAll('/', '.'), variable: made[1] };
  }
  return undefined;
}

function programOf(name: string, found: Application | undefined, port: number): string | undefined {
  if (!found) return undefined;
  switch (name) {
    case 'Flask':
      return `flask --app ${found.module} run --port ${port}`;
    case 'Litestar':
      return `litestar --app ${found.module}:${found.variable} run --port ${port}`;
    case 'FastAPI':
    case 'Starlette':
      return `uvicorn ${found.module}:${found.variable} --port ${port}`;
    default:
      return `python ${found.file}`;
  }
}
