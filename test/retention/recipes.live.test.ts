import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RetentionResult } from '../../src/retention/result.ts';
import { freshFolder, middlebrick } from '../cli/command.ts';
import { startTarget, type Target } from './start-target.ts';

/** Commands of the page, by heading: the words behind `middlebrick`, as a shell splits them. */
function recipe(heading: string): string[] {
  const page = readFileSync('docs/retention-recipes.md', 'utf8');
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const line = /^```sh\nmiddlebrick (.*)$/m.exec(section)?.[1];
  if (line === undefined || !section.includes('*Tested')) throw new Error(`no tested command: ${heading}`);
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

/** Runs a command of the page on a service of this machine, in a short run. */
async function cooked(heading: string, target: Target, env: Record<string, string> = {}) {
  const { origin } = new URL(target.url);
  const words = recipe(heading).map((word) =>
    word
      .replace(/https?:\/\/(?:127\.0\.0\.1:\d+|api\.staging\.example\.com)/, origin)
      .replace(/^api\.staging\.example\.com$/, '127.0.0.1')
      .replace(/^4711$/, String(target.pid)),
  );
  const short = words.includes('--profile') ? [] : ['--profile', 'quick'];
  return middlebrick([...words, ...short, '--format', 'json', '--no-save'], { cwd: freshFolder(), env });
}

const node = (mode: string) => startTarget(process.execPath, ['--expose-gc', 'key-service.mjs', mode]);
const python = () => startTarget('python3', ['key_service.py', 'dict']);

test.each<[string, () => Promise<Target>, RegExp]>([
  // Resident memory of Node, and a heap with few collections, prove little in a short run: that it answers is the point.
  ['Node, nothing prepared', () => node('none'), /./],
  ['Node or another lazy runtime, with a hook', () => node('map'), /^unbounded-growth$/],
  ['Python workers', python, /^unbounded-growth$/],
  ['Remote, metrics alone', () => node('none'), /./],
  ['JWT', () => node('none'), /./],
  ['API keys of a known form', () => node('none'), /./],
])('%s', async (heading, start, verdict) => {
  const target = await start();
  try {
    const { stdout, stderr, code } = await cooked(heading, target, {
      JWT_SECRET: 'of thirty-two characters or more',
    });
    expect(stdout, stderr).not.toBe('');
    const result = JSON.parse(stdout) as RetentionResult;
    // Safety rules on time end a run on a machine that is ten times slower than usual.
    if (result.stopped) return;
    expect(result.verdict).toMatch(verdict);
    expect([0, 1, 4]).toContain(code);
    expect(result.requests).toBeGreaterThan(500);
  } finally {
    await target.stop();
  }
});

test('A CI job', { timeout: 240_000 }, async () => {
  const target = await node('none');
  try {
    const { stdout, stderr, code } = await cooked('A CI job', target);
    expect(JSON.parse(stdout).retentionTargets, stderr).not.toHaveLength(0);
    expect([0, 4]).toContain(code);
  } finally {
    await target.stop();
  }
});
