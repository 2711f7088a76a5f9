import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const [{ files }] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  }),
) as [{ files: { path: string }[] }];
const PACKED = new Set(files.map(({ path }) => path));
const pages = [...PACKED].filter((path) => path.endsWith('.md'));

test('the package holds its pages, and nothing of the workshop', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/cli.md', 'docs/ci.md', 'docs/mcp.md']));
  expect(
    [...PACKED].filter((path) => /^(src|test|lab|fleet|scripts|action|node_modules)\//.test(path)),
  ).toEqual([]);
});

test('every link between the pages of the package leads to a file of the package', () => {
  const broken = pages.flatMap((page) =>
    [
      ...readFileSync(join(ROOT, page), 'utf8')
        .replace(/^```[\s\S]*?^```/gm, '')
        .matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g),
    ]
      .map(([, href = '']) => href)
      .filter((href) => !/^[a-z]+:/i.test(href))
      .map((href) => posix.join(posix.dirname(page), href))
      .filter((path) => !PACKED.has(path))
      .map((path) => `${page} → ${path}`),
  );
  expect(broken).toEqual([]);
});
