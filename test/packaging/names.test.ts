import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PACKAGE, VERSION } from '../../src/version.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const manifest = JSON.parse(read('package.json'));
const lock = JSON.parse(read('package-lock.json')) as {
  packages: Record<string, { dev?: boolean; optional?: boolean; hasInstallScript?: boolean }>;
};

/** Made by releases, and tests that need other forms. */
const NOT_WRITTEN_HERE = /^action\/index\.cjs$|^test\/packaging\/(names|release)\.test\.ts$/;
const TEXTS = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
  maxBuffer: 1 << 26,
})
  .split('\0')
  .filter((path) => /\.(md|ts|json|ya?ml|sh|cjs|txt|html)$|^Dockerfile$|^\.ci\/run$/.test(path))
  .filter((path) => !NOT_WRITTEN_HERE.test(path));

/** `middlebrick` on the registry is somebody else's program: whoever asks a package manager for it runs that. */
const FOREIGN = [
  /\b(?:npx|npm exec|npm (?:i|install|add)|pnpm (?:dlx|add)|yarn (?:dlx|add)|bunx)\s+(?:-\S+\s+)*middlebrick(?![\w-])/,
  /["'](?:-y|--yes)["'],\s*["']middlebrick(?:@[^"']*)?["']/,
  /(?<![\w/.-])middlebrick@\d/,
  /\bfrom ["']middlebrick["']|\b(?:import|require)\(["']middlebrick["']\)/,
];
/** Nor may ours be asked for without a version: a new one finds more, and fails a pipeline that passed. */
const UNVERSIONED = /\b(?:npx|-y|--yes)["',\s]+middlebrick-scanner(?!@)/;

test.each([
  'npx middlebrick scan',
  'npx --yes middlebrick@0.1 scan',
  '"args": ["-y", "middlebrick", "mcp"]',
  'npm i -g middlebrick',
  "from 'middlebrick'",
])('the search knows the old form: %s', (old) => {
  expect(FOREIGN.some((form) => form.test(old))).toBe(true);
});

test('no file asks a package manager for the package that is not ours', () => {
  expect(TEXTS.length).toBeGreaterThan(1_000);
  const found = TEXTS.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, at) =>
        [...FOREIGN, UNVERSIONED].some((form) => form.test(line))
          ? [`${path}:${at + 1}: ${line.trim()}`]
          : [],
      ),
  );
  expect(found).toEqual([]);
});

test('every snippet names this version', () => {
  const named = TEXTS.flatMap((path) => read(path).match(/middlebrick-scanner@[\w.$]+/g) ?? []);
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((one) => one !== PACKAGE && !one.includes('$'))).toEqual([]);
});

test('package.json says what a registry shows, and both names are commands', () => {
  expect(manifest).toMatchObject({
    name: PACKAGE.replace(/@.*/, ''),
    version: VERSION,
    bin: { middlebrick: 'dist/cli/main.js', 'middlebrick-scanner': 'dist/cli/main.js' },
  });
  for (const key of ['author', 'homepage', 'bugs', 'repository', 'description', 'license'])
    expect(manifest[key], key).toBeTruthy();
  expect(manifest.keywords).toEqual(expect.arrayContaining(['api', 'security', 'owasp', 'openapi']));
});

test('nothing runs or is fetched when the package is installed', () => {
  for (const script of ['preinstall', 'install', 'postinstall'])
    expect(manifest.scripts[script]).toBeUndefined();
  const shipped = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && !dev);
  expect(shipped.length).toBeGreaterThan(10);
  expect(shipped.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
});
