import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

const FILES = [
  'material/pii-national-ids',
  'material/personal-fields',
  'material/secret-names',
  'material/secret-patterns',
  'material/secrets',
  'redaction/cut',
  'redaction/encoded',
  'redaction/json-text',
  'redaction/mask',
  'redaction/named',
  'redaction/own-secrets',
  'redaction/redactor',
  'redaction/shapes',
  'redaction/views',
  'redaction/whole-result',
  'findings/plain',
  'report/runner-commands',
];

/** What is linear takes a thousandth of the limit here, what is not takes seconds. */
const BYTES = 200_000;
const filled = (unit: string) => unit.repeat(Math.ceil(BYTES / unit.length)).slice(0, BYTES);

/** Beginnings of what the expressions look for, over and over: each could be a match, and none is. */
const STARTS = [
  'a',
  ' ',
  '"',
  "'",
  '\\',
  '\\\\"',
  '{',
  '[',
  '<',
  '<a',
  '<a>',
  '<a b',
  '<input ',
  '<input name="a" ',
  '=',
  'a=',
  'ab=',
  'a=b',
  'a="',
  '"a":"',
  '"a":',
  '"ab',
  "'ab'",
  '"ab" ',
  'ab:',
  'ab: ',
  '\n',
  '\nab',
  '\nA_B=',
  '- ',
  'x-a:',
  '%',
  '%4',
  '%41',
  '%c3',
  '\\u',
  '\\u00',
  '\\u0041',
  '\\u{',
  '&',
  '&#',
  '&#6',
  '&#65;',
  '&am',
  '&amp;',
  'eyJ',
  'eyJabcdefgh',
  'eyJabcdefgh.',
  'eyJabcdefgh.ab.',
  '-----BEGIN ',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN PRIVATE KEY-----\n',
  'PRIVATE KEY',
  '4',
  '4539',
  '4539 5787 ',
  '4539-',
  'DE',
  'DE75',
  'DE75 5121 ',
  '+',
  '+4',
  '+49 1',
  '1-',
  '536-90-',
  'AB 12 ',
  'RSSMRA85',
  '@',
  'a@',
  'a@b',
  'a@b.',
  'a.b@',
  'bearer ',
  'Bearer abcdefgh',
  'basic',
  '$',
  '$2b$',
  '$2b$10$',
  '$argon2id$v=19$m=',
  'pbkdf2_sha256$1$',
  'scrypt:',
  '{SHA}',
  '{SSHA}A',
  '$1$',
  '$5$rounds=1$',
  'sk_live_',
  'sk_live_a',
  'ghp_',
  'AKIA',
  'postgres://',
  'postgres://a:',
  'http://',
  'http://a:b',
  'hooks.slack.com/services/T',
  'SG.',
  'SecretAccessKey',
  'SecretAccessKey=',
  'AccountKey=',
  'password',
  'password=',
  '"password":"',
  'token ',
  '::',
  ' ::',
  '##',
  '##a[',
  '\u200b',
  '\ufe0f',
  '…(',
  '…(9 characters)',
  'cookie: a=',
  '{"a":',
  '[[',
  '{"a":"\\',
];

const MOST_MS = 60;

/** Every regular expression that stands in a file, applied as often as it fits. */
function expressionsIn(file: string): RegExp[] {
  const path = new URL(`../../src/${file}.ts`, import.meta.url);
  const source = ts.createSourceFile(file, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const found: RegExp[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isRegularExpressionLiteral(node)) {
      const [, body = '', flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(node.getText(source)) ?? [];
      // What is tried at one place only is not tried at all others.
      found.push(new RegExp(body, flags.includes('g') ? flags : `${flags}g`));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Places that are looked at one after another; what is costly is to look for one that is not there. */
const MOST_MATCHES = 1_000;

function searched(text: string, expression: RegExp) {
  expression.lastIndex = 0;
  for (let count = 0; count < MOST_MATCHES && expression.exec(text); count += 1) {
    if (expression.lastIndex === 0) expression.lastIndex += 1;
  }
}

/** Processor time is the whole process's, and other tests run in it: the quickest of many runs is the expression's own. */
const RUNS = 12;

function msOf(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS && best > MOST_MS; run += 1) {
    const [cpu, wall] = [process.cpuUsage().user, performance.now()];
    work();
    best = Math.min(best, (process.cpuUsage().user - cpu) / 1_000, performance.now() - wall);
  }
  return best;
}

test.each(FILES)(
  'expressions of %s cost no more than the length of a text',
  (file) => {
    const slow = expressionsIn(file).flatMap((expression) =>
      STARTS.flatMap((start) => {
        const text = filled(start);
        const ms = msOf(() => searched(text, expression));
        return ms > MOST_MS ? [`${expression} on ${JSON.stringify(start)}: ${Math.round(ms)} ms`] : [];
      }),
    );
    expect(slow).toEqual([]);
  },
  240_000,
);
