/**
 * Packs what a fresh clone would hold, installs it as a stranger would into empty folders (as a file, for the whole
 * machine, and from the repository), and runs what stands there: command, library, types.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveLab } from '../lab/app.ts';
import { demoApp } from '../lab/demo/app.ts';
import { scanResult } from '../src/result.ts';
import { PACKAGE, VERSION } from '../src/version.ts';
import { freshCopy, git } from './fresh-copy.ts';
import { measuredNode } from './measured-run.ts';
import { packageProblems } from './package-problems.ts';

const NAME = PACKAGE.replace(/@.*/, '');
const TSC = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'middlebrick-packed-'));
const problems: string[] = [];

/** A folder of its own below the one that is removed at the end. */
function empty(name: string): string {
  mkdirSync(join(folder, name));
  return join(folder, name);
}

function run(command: string, words: readonly string[], cwd = folder): string {
  return execFileSync(command, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function expectVersion(what: string, command: string): void {
  const said = run(command, ['--version']).trim();
  if (said !== VERSION) problems.push(`${what}: --version says ${said}, not ${VERSION}`);
}

/** prepack has to build: there is no `dist` in a clone. */
function packed(): string {
  const clone = empty('clone');
  freshCopy(clone, { packages: true });
  run('npm', ['pack', '--silent', '--pack-destination', folder], clone);
  const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  return join(folder, file);
}

async function checkInstalled(file: string): Promise<void> {
  const home = empty('installed');
  writeFileSync(join(home, 'package.json'), '{"private":true,"type":"module"}');
  run('npm', ['install', '--silent', '--omit=dev', file], home);
  if (readFileSync(join(home, 'package-lock.json'), 'utf8').includes('"hasInstallScript": true'))
    problems.push('a package of it runs a script when it is installed');
  for (const name of ['middlebrick', NAME]) expectVersion(name, join(home, 'node_modules', '.bin', name));
  const command = join(home, 'node_modules', '.bin', 'middlebrick');
  if (!run(command, ['explain', 'missing-hsts']).includes('FIX'))
    problems.push('explain has no guide: the pages are not in the package');
  const lab = await serveLab(demoApp());
  try {
    const told = ['scan', lab.url, '--quiet', '--no-save', '--no-config', '--format', 'json'];
    const { stdout } = await measuredNode([command, ...told]);
    if (
      !scanResult.parse(JSON.parse(stdout)).findings.some(({ rule }) => rule === 'exposed-environment-file')
    )
      problems.push('the scan of the demo shop does not find its environment file');
    for (const [name, load] of [
      ['library.mjs', `import { scan } from '${NAME}';`],
      ['library.cjs', `const { scan } = require('${NAME}');`],
    ] as const) {
      const text = `${load}\nscan({ url: '${lab.url}' }).then(({ score }) => console.log(typeof score.coverage));`;
      writeFileSync(join(home, name), text);
      const { stdout: said } = await measuredNode([join(home, name)]);
      if (said.trim() !== 'number') problems.push(`${name} does not scan`);
    }
  } finally {
    await lab.close();
  }
  checkTypes(home);
}

/** What fits compiles, and what does not fit does not: types that are `any` would take both. */
function checkTypes(home: string): void {
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023'];
  const call = (options: string) =>
    `import { scan } from '${NAME}';\nexport const score: Promise<number | null> = scan(${options}).then((r) => r.score.value);\n`;
  for (const [name, text, fits] of [
    ['fits.ts', call("{ url: 'http://localhost:3000', mode: 'safe' }"), true],
    ['wrong.ts', call("{ url: 'http://localhost:3000', mode: 'reckless' }"), false],
  ] as const) {
    writeFileSync(join(home, name), text);
    let says = '';
    try {
      run(process.execPath, [TSC, ...options, '--skipLibCheck', name], home);
    } catch (error) {
      says = String((error as { stdout?: string }).stdout);
    }
    if (fits && says !== '') problems.push(`types: ${says}`);
    if (!fits && !says.includes('reckless')) problems.push('types: a mode that there is not is taken');
  }
}

/** `npm install <address of the repository>`: npm clones, installs and builds (`prepare`). */
function checkFromRepository(): void {
  const source = empty('source');
  freshCopy(source, { packages: false });
  const home = empty('from-repository');
  writeFileSync(join(home, 'package.json'), '{"private":true}');
  run(
    'npm',
    ['install', '--silent', `git+file://${source}#${git(source, 'rev-parse', 'HEAD').trim()}`],
    home,
  );
  expectVersion('from the repository', join(home, 'node_modules', '.bin', 'middlebrick'));
}

try {
  const file = packed();
  problems.push(...(await packageProblems(file)));
  await checkInstalled(file);
  run('npm', ['install', '--silent', '--global', '--prefix', empty('machine'), file]);
  expectVersion('installed globally', join(folder, 'machine', 'bin', 'middlebrick'));
  checkFromRepository();
} catch (error) {
  const { message, stderr = '' } = error as Error & { stderr?: string };
  problems.push(`${message}\n${stderr}`);
} finally {
  rmSync(folder, { recursive: true });
}
for (const problem of problems) process.stderr.write(`packed package: ${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
