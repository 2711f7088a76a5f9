import { expect, test } from 'vitest';
import { middlebrick } from './command.ts';

const LEAK = ['explain', 'memory-kept-per-credential', '--framework', 'Axum', '--credential', 'JWT'];

test('a guide for a framework and a kind of credential, in 80 columns, without colour in a pipe', async () => {
  const { code, stdout } = await middlebrick(LEAK);
  expect(code).toBe(0);
  expect(stdout).not.toContain('\u001b');
  expect(stdout).toContain(' HIGH       Memory leak in Axum with JWT\n');
  expect(stdout).toContain('    static CLAIMS: LazyLock');
  // Code and tables are not wrapped.
  const wide = stdout.split('\n').filter((line) => line.length > 80 && !/^ {4}|^(?:leaky|fixed)/.test(line));
  expect(wide).toEqual([]);
  const headings = stdout.split('\n').filter((line) => /^[A-Z][A-Z ]{2,}$/.test(line));
  expect(headings).toEqual(['HOW IT ARISES', 'HOW MIDDLEBRICK SHOWS IT', 'FIX', 'QUESTIONS AND ANSWERS']);
  expect(stdout).not.toMatch(/<!--|\*\*|^#/m);
});

test('the same as Markdown', async () => {
  const { stdout } = await middlebrick([...LEAK, '--format', 'markdown']);
  expect(stdout).toMatch(/^# Memory leak in Axum with JWT\n/);
  expect(stdout).toContain('```rust\n');
  expect(stdout).toContain('*Built and measured: fleet/axum/jwt/src/fixed.rs*');
  expect(stdout).not.toContain('<!--');
});

test('the folder of memory leaks is a name too', async () => {
  const { stdout } = await middlebrick(['explain', 'memory-leak', '--format', 'markdown']);
  expect(stdout).toMatch(/^# Memory leak\n/);
});

test('what no page is particular to is said', async () => {
  const { stdout } = await middlebrick(['explain', 'memory-leak', '--framework', 'gin']);
  expect(stdout).toContain('No page is particular to Gin: this holds anywhere.');
});
