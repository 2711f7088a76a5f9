import { describe, expect, test } from 'vitest';
import { middlebrick } from './command.ts';

/** What people search for, and a rule that they must find. */
const SEARCHES: readonly (readonly [term: string, rule: string])[] = [
  ['IDOR', 'neighbour-object-served'],
  ['bola', 'foreign-object-served'],
  ['Broken object level authorization', 'foreign-object-served'],
  ['XSS', 'reflected-markup'],
  ['cross site scripting', 'stored-markup'],
  ['clickjacking', 'missing-frame-protection'],
  ['brute force', 'unlimited-login-attempts'],
  ['prompt injection', 'instruction-override'],
  ['privilege escalation', 'plain-user-administrative-access'],
  ['overposting', 'self-granted-privilege'],
  ['MIME sniffing', 'missing-content-type-options'],
  ['excessive data exposure', 'internal-field-exposed'],
  ['security misconfiguration', 'stack-trace-exposed'],
  ['rate limit', 'unlimited-requests'],
  ['alg none', 'jwt-none-algorithm'],
  ['CWE-89', 'sql-injection'],
  ['API7', 'server-side-fetch'],
  ['other users objects', 'foreign-object-written'],
];

describe.each(SEARCHES)('%s', (term, rule) => {
  test.each(['rules', 'explain'])('%s finds it', async (command) => {
    const { code, stdout } = await middlebrick([command, ...term.split(' ')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(` ${rule} `));
  });
});

test('a term leaves out what is not about it', async () => {
  const { stdout } = await middlebrick(['rules', 'clickjacking']);
  expect(stdout).toContain('1 rule in 1 check about "clickjacking"');
  expect(stdout).not.toContain('sql-injection');
});

test('a term that finds one rule prints its guide, with its other names', async () => {
  const { stdout } = await middlebrick(['explain', 'clickjacking']);
  expect(stdout).toContain('Clickjacking: no frame-ancestors or X-Frame-Options');
  expect(stdout).toMatch(/^Also known as +clickjacking, X-Frame-Options/m);
});

test('the title of a rule prints its guide, though other rules are about the same', async () => {
  const { stdout } = await middlebrick(['explain', 'mass', 'assignment']);
  expect(stdout).toContain('  Mass assignment\n');
  const { stdout: listed } = await middlebrick(['rules', 'mass assignment']);
  for (const id of ['mass-assignment', 'self-granted-privilege', 'open-request-schema'])
    expect(listed).toContain(` ${id} `);
});

test('a term that finds nothing is an error that says how to search', async () => {
  for (const command of ['rules', 'explain']) {
    const { code, stderr } = await middlebrick([command, 'zebra']);
    expect(code).toBe(2);
    expect(stderr).toContain('"zebra"');
    expect(stderr).toContain('"middlebrick rules"');
  }
});

test('the JSON of a search has the found rules alone', async () => {
  const { stdout } = await middlebrick(['rules', 'xss', '--json']);
  const found = JSON.parse(stdout) as { rules: { id: string; aliases: string[] }[] }[];
  const rules = found.flatMap((check) => check.rules);
  expect(rules.map(({ id }) => id)).toContain('reflected-markup');
  expect(
    rules.every(({ aliases }) => aliases.includes('XSS') || aliases.some((one) => /^XSS/.test(one))),
  ).toBe(true);
});
