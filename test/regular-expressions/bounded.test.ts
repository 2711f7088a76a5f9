import { describe, expect, test } from 'vitest';
import { builtOnLoad, collect } from './collect.ts';
import { allowedMs, isSlow, worstOf } from './measure.ts';

const { literals, built } = collect();
const loaded = await builtOnLoad();

/** Built in functions, from what only a scan knows: each as such a call would build it. */
const BUILT_WHEN_CALLED: Readonly<Record<string, RegExp>> = {
  'checks/encryption/mixed-content.ts':
    /http:(?:\\?\/){2}api\.example\.com(?::80)?(?=[\\/?#"'\s<]|$)[^"'\s<>]{0,120}/i,
  'checks/input-validation/host-header-reflected.ts': /(?:https?:)?\\?\/\\?\/elsewhere\.example/i,
  'checks/input-validation/jsonp-callback.ts':
    /^(?:\/\*\*\/)?\s*(?:typeof callback[^;]{0,40}&&\s*)?callback\s*\(/,
  'checks/selection.ts': /^\/users\/.*\/orders\/[^/]+\/?$/,
  'discovery/answer-shape.ts': /\/v1(?![\w/-])/g,
  'http/redact.ts': /correct horse/gi,
  'material/prompts-leaks.ts': /You\s+answer\s+questions\s+about\s+tea/gi,
  'material/prompts-task.ts': /copperlantern/i,
  'openapi/pattern-set.ts': /^\p{L}$/u,
  'retention/memory/cgroup.ts': /^anon (\d+)$/m,
  'retention/memory/procfs.ts': /^Anonymous:\s+(\d+) kB/m,
};

describe('every regular expression of the product ends on 2 MB of its own pieces', () => {
  const whenCalled = Object.entries(BUILT_WHEN_CALLED).map(([at, pattern]) => ({ at, pattern }));
  const patterns = new Map([...literals, ...loaded, ...whenCalled].map((one) => [String(one.pattern), one]));

  test('they were all found', () => {
    expect(literals.length).toBeGreaterThan(1_000);
    expect(patterns.size).toBeGreaterThan(1_000);
    const fileOf = (at: string) => at.replace(/:.*/, '');
    const known = new Set([...loaded.map(({ at }) => fileOf(at)), ...Object.keys(BUILT_WHEN_CALLED)]);
    expect(built.filter((at) => !known.has(fileOf(at)))).toEqual([]);
    expect(Object.keys(BUILT_WHEN_CALLED).filter((file) => !built.some((at) => fileOf(at) === file))).toEqual(
      [],
    );
  });

  test.each([
    [/(a+)+$/],
    [/\s+$/],
    [/<script[^>]*src=/],
    [/^(?:\w+[._-])*token$/],
    [/begin[\s\S]*end/],
    [/\w{1,900}@/],
  ])('the measurement notices %s', (pattern) => {
    expect(worstOf(pattern)?.cpuMs).toBeGreaterThan(allowedMs());
  });

  const folders = [...new Set([...patterns.values()].map(({ at }) => at.split(/[/:]/)[0] ?? ''))].sort();
  test.each(folders)('%s', { timeout: 240_000 }, (folder) => {
    const limit = allowedMs();
    const slow: string[] = [];
    for (const { at, pattern } of patterns.values()) {
      if (at.split(/[/:]/)[0] !== folder) continue;
      const worst = worstOf(pattern);
      if (worst && worst.cpuMs > limit && isSlow(worst, pattern)) {
        slow.push(`${at} ${Math.round(worst.cpuMs)} ms ${pattern} on ${JSON.stringify(worst.attack)}`);
      }
    }
    expect(slow).toEqual([]);
  });
});
