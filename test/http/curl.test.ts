import { execFileSync } from 'node:child_process';
import { toUSVString } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toCurl } from '../../src/http/curl.ts';

/** Words of each line as a real shell reads them: a function named curl prints its arguments, NUL after each. */
function wordsOf(lines: readonly string[]): string[][] {
  const script = ["curl() { printf '%s\\0' \"$@\"; printf 'END\\0'; }", ...lines].join('\n');
  const said = execFileSync('sh', ['-s'], {
    input: script,
    encoding: 'utf8',
    env: { MIDDLEBRICK_TOKEN: 'T' },
  });
  const all: string[][] = [[]];
  for (const word of said.split('\0').slice(0, -1)) {
    if (word === 'END') all.push([]);
    else all.at(-1)?.push(word);
  }
  return all.slice(0, -1);
}

const value = fc
  .string({ unit: 'binary', maxLength: 30 })
  .map((text) => toUSVString(text.replaceAll('\0', '')));

test('any header value and body is one word in a POSIX shell, and the same one', () => {
  const samples = fc.sample(fc.tuple(value, value), 300).filter(([, body]) => body !== 'END');
  const lines = samples.map(([header, body]) =>
    toCurl({ method: 'POST', url: 'http://a.example/', headers: [['X-A', header]], body }),
  );
  const words = wordsOf(lines);
  expect(words).toHaveLength(samples.length);
  samples.forEach(([header, body], at) => {
    expect(words[at]).toContain(header === '' ? 'X-A;' : `X-A: ${header}`);
    expect(words[at]?.[words[at].indexOf('--data-raw') + 1]).toBe(body);
  });
});

test('a long run of one character is made by the shell, and comes out as it was', () => {
  const sent = [`mb=${'x'.repeat(12_288)}&y='1`, '0'.repeat(200), `a${'9'.repeat(5_000)}b${'q'.repeat(300)}`];
  const lines = sent.map((value) =>
    toCurl({ method: 'GET', url: 'http://a.example/', headers: [['X-A', value]] }),
  );
  for (const line of lines) expect(line.length).toBeLessThan(200);
  const words = wordsOf(lines);
  for (const [at, value] of sent.entries()) expect(words[at]).toContain(`X-A: ${value}`);
});

test('what curl would interpret is switched off', () => {
  const url = 'http://a.example/x/../{a}?b[]=1';
  const line = toCurl({ method: 'PUT', url, headers: [], body: '@/etc/passwd' });
  expect(line).toBe(
    `curl -sS -i --path-as-is -g -X 'PUT' -H 'Content-Type:' --data-raw '@/etc/passwd' '${url}'`,
  );
});

test('bytes that no word can hold come through a pipe', () => {
  const line = toCurl({ method: 'POST', url: 'http://a/', headers: [], body: Uint8Array.of(0, 255, 39) });
  expect(line).toMatch(/^printf '\\000\\377\\047' \| curl .*--data-binary @-/);
});

test('what is too long for one argument is printed by the shell, a run of it as a count', () => {
  const body = `a'b${'x'.repeat(300_000)}\n`;
  const line = toCurl({ method: 'POST', url: 'http://a/', headers: [], body });
  expect(line.length).toBeLessThan(300);
  const [printing = ''] = line.split(' | curl');
  expect(execFileSync('sh', ['-c', printing], { encoding: 'utf8', maxBuffer: 1_000_000 })).toBe(body);
});

test('secrets stand as variables, wherever and however often they are', () => {
  const identity = { name: 'default', credentials: [{ kind: 'bearer', token: "it's" }] } as const;
  const line = toCurl(
    {
      method: 'GET',
      url: "http://a/?t=it's",
      headers: [
        ['Authorization', "Bearer it's"],
        ['X', "it's it's"],
      ],
    },
    identity,
  );
  expect(line).not.toMatch(/it'/);
  expect(wordsOf([line])[0]).toEqual([
    '-sS',
    '-i',
    '-H',
    'Authorization: Bearer T',
    '-H',
    'X: T T',
    'http://a/?t=T',
  ]);
});

test('each user’s secret has a variable of its own', () => {
  const lineOf = (name: string) =>
    toCurl(
      { method: 'GET', url: 'http://a/', headers: [['Authorization', 'Bearer T']] },
      { name, credentials: [{ kind: 'bearer', token: 'T' }] },
    );
  expect(lineOf('default')).toContain('"$MIDDLEBRICK_TOKEN"');
  expect(lineOf('bob-2 (x)')).toContain('"$MIDDLEBRICK_TOKEN_BOB_2_X"');
});
