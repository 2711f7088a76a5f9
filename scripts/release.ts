/**
 * npm run release -- 1.2.3: writes the version wherever it stands, makes the Action's bundle of it, commits and tags.
 * It publishes nothing: what is left to do is printed.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Pages, code and kept reports that name the version, or the package with its minor version. */
const NAMING = [
  ...['README.md', 'docs/ci.md', 'docs/mcp.md', 'src/version.ts'],
  ...['json', 'html', 'sarif'].map((format) => `test/golden/demo.${format}.txt`),
];

const run = (command: string, ...words: string[]) =>
  execFileSync(command, words, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const numbers = (version: string) => version.split('.').map(Number);
const minor = (version: string) => version.split('.').slice(0, 2).join('.');

const [wanted = ''] = process.argv.slice(2);
const before = (JSON.parse(read('package.json')) as { version: string }).version;
const problem = whyNot();
if (problem) {
  process.stderr.write(`release: ${problem}\n`);
  process.exitCode = 2;
} else {
  release();
}

function whyNot(): string | undefined {
  if (!/^\d+\.\d+\.\d+$/.test(wanted)) return 'which version? npm run release -- 1.2.3';
  if (run('git', 'status', '--porcelain') !== '') return 'there are changes that are not committed.';
  if (run('git', 'tag', '--list', `v${wanted}`) !== '') return `v${wanted} is there already.`;
  const [a, b] = [numbers(wanted), numbers(before)];
  const differs = a.findIndex((number, at) => number !== b[at]);
  return differs >= 0 && (a[differs] ?? 0) < (b[differs] ?? 0) ? `${before} is later.` : undefined;
}

function release(): void {
  const named = new RegExp(`(?<![\\d.])${before.replaceAll('.', '\\.')}(?!\\.?\\d)`, 'g');
  for (const path of NAMING) {
    const text = read(path)
      .replaceAll(`middlebrick-scanner@${minor(before)}`, `middlebrick-scanner@${minor(wanted)}`)
      .replace(named, wanted);
    writeFileSync(join(ROOT, path), text);
  }
  writeFileSync(join(ROOT, 'CHANGELOG.md'), read('CHANGELOG.md').replace(/^## Unreleased$/m, `## ${wanted}`));
  run('npm', 'version', '--no-git-tag-version', '--allow-same-version', '--ignore-scripts', wanted);
  run('npx', 'tsx', 'scripts/docs.ts');
  run('npx', 'tsx', 'scripts/bundle-action.ts');
  run('git', 'commit', '--quiet', '--all', '--allow-empty', '--message', `Release ${wanted}`);
  run('git', 'tag', '--annotate', `v${wanted}`, '--message', `middlebrick ${wanted}`);
  process.stdout.write(
    [
      `v${wanted} is tagged. Still to do:`,
      '- bash .ci/run',
      '- git push --follow-tags',
      '- npm publish',
      '- npm run single-file -- --executable, on each platform, and attach the files to the release',
      '',
    ].join('\n'),
  );
}
