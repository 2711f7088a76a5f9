import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

const SECRET = 'of thirty-two characters or more';

/** Runs a command of the page on a service of this machine, in a short run. */
async function cooked(heading: string, target: Target, more: readonly string[] = []) {
  const { origin } = new URL(target.url);
  const cwd = freshFolder();
  writeFileSync(join(cwd, 'keys.txt'), Array.from({ length: 5_000 }, () => `${randomUUID()}\n`).join(''));
  const words = recipe(heading).map((word) =>
    word
      .replace(/https?:\/\/(?:127\.0\.0\.1:\d+|api\.staging\.example\.com)/, origin)
      .replace(/^api\.staging\.example\.com$/, '127.0.0.1')
      .replace(/^4711$/, String(target.pid)),
  );
  const short = words.includes('--profile') ? [] : ['--profile', 'quick'];
  return middlebrick([...words, ...more, ...short, '--format', 'json', '--no-save'], {
    cwd,
    env: { JWT_SECRET: SECRET },
  });
}

const node = (mode: string) => startTarget(process.execPath, ['--expose-gc', 'key-service.mjs', mode]);
const python = () => startTarget('python3', ['key_service.py', 'dict']);

/** What a short run can say of it. */
const GROWS = /^unbounded-growth$/;
/** With few collections, or none. */
const OPEN = /^(inconclusive|suspected-growth|unbounded-growth)$/;
/** Heap after forced collections, for recipes that are not about where memory is read. */
const hook = ({ url }: Target) => {
  const { origin } = new URL(url);
  return ['--metrics', `${origin}/metrics`, '--collect', `${origin}/gc`];
};
const plain = () => [];
const limited = () =>
  startTarget(process.execPath, ['--expose-gc', 'limiter.mjs', 'key', '100', '60', 'silent', 'leaky']);

test.each<[string, () => Promise<Target>, (target: Target) => string[], RegExp]>([
  ['Node, nothing prepared', () => node('map+open'), plain, OPEN],
  ['Node, to be settled', () => node('map+open'), plain, GROWS],
  ['Node or another lazy runtime, with a hook', () => node('map'), plain, GROWS],
  ['Python workers', python, plain, GROWS],
  ['Remote, metrics alone', () => node('map+open'), plain, OPEN],
  ['JWT', () => node('map+open'), hook, GROWS],
  ['API keys of a known form', () => node('lru+open'), hook, /^(no-retention|bounded-plateau|inconclusive)$/],
  ['API keys that the API issues', () => node('issues'), hook, GROWS],
  ['Keys in a file', () => node('issues'), hook, GROWS],
  ['Behind a limiter', limited, (target) => hook(target).slice(2), GROWS],
])('%s', { timeout: 150_000 }, async (heading, start, more, verdict) => {
  const target = await start();
  try {
    const { stdout, stderr, code } = await cooked(heading, target, more(target));
    expect(stdout, stderr).not.toBe('');
    const { verdict: found, reason, answers, stopped } = JSON.parse(stdout) as RetentionResult;
    // A machine that is ten times slower than usual is no verdict about a service.
    if (['time-cap', 'slow'].includes(stopped?.code ?? '')) return;
    expect(found, reason).toMatch(verdict);
    expect(code).toBe(
      found === 'inconclusive' ? 4 : GROWS.test(found) || found === 'suspected-growth' ? 1 : 0,
    );
    if (heading === 'API keys that the API issues')
      expect(answers?.fresh).toEqual({ 200: expect.any(Number) });
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
