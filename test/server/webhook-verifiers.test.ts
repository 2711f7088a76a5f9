import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rotated, signatureOf } from '../../src/server/deliver/webhook.ts';
import { freshFolder } from '../cli/command.ts';

/** As it stands in the documentation: what people copy. */
function verifier(language: 'node' | 'python'): string {
  const page = readFileSync('docs/webhooks.md', 'utf8');
  const code = new RegExp(`<!-- verifier: ${language} -->\\n\\n\`\`\`\\w+\\n(.*?)\`\`\``, 's').exec(
    page,
  )?.[1];
  if (code === undefined) throw new Error(`no verifier for ${language}`);
  return code;
}

const NOW = new Date('2026-11-27T12:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const BODY = JSON.stringify({ delivery: 'x', alerts: [{ title: 'Bücher ✓' }] });
const signing = [{ secret: 'mbwh_secret' }];
const SIGNED = signatureOf(BODY, { signing }, NOW);
const both = rotated(signing, 'mbwh_new', NOW);
const TWICE = signatureOf(BODY, { signing: both }, NOW);

const CASES: readonly (readonly [
  what: string,
  body: string,
  header: string,
  secret: string,
  now: number,
  is: boolean,
])[] = [
  ['as sent', BODY, SIGNED, 'mbwh_secret', SECONDS, true],
  ['another body', `${BODY} `, SIGNED, 'mbwh_secret', SECONDS, false],
  ['another secret', BODY, SIGNED, 'mbwh_other', SECONDS, false],
  ['ten minutes later', BODY, SIGNED, 'mbwh_secret', SECONDS + 600, false],
  [
    'another time in the header',
    BODY,
    SIGNED.replace(`t=${SECONDS}`, `t=${SECONDS + 1}`),
    'mbwh_secret',
    SECONDS,
    false,
  ],
  ['rotated, with the new secret', BODY, TWICE, 'mbwh_new', SECONDS, true],
  ['rotated, with the old secret', BODY, TWICE, 'mbwh_secret', SECONDS, true],
  ['no header', BODY, '', 'mbwh_secret', SECONDS, false],
  ['no signature', BODY, `t=${SECONDS}`, 'mbwh_secret', SECONDS, false],
  ['nonsense', BODY, 't=,v1=é,v1,=,t=1e3', 'mbwh_secret', SECONDS, false],
  ['half a signature', BODY, SIGNED.slice(0, -2), 'mbwh_secret', SECONDS, false],
];

test('the verifier for Node.js', async () => {
  const file = join(freshFolder(), 'verifier.mjs');
  writeFileSync(file, verifier('node'));
  const { isFromMiddlebrick } = await import(pathToFileURL(file).href);
  for (const [what, body, header, secret, now, is] of CASES)
    expect([what, isFromMiddlebrick(Buffer.from(body), header, secret, now)]).toEqual([what, is]);
});

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write('Python is not installed: its verifier is not tried.\n');
    return false;
  }
}

describe.skipIf(!hasPython())('with Python', () => {
  test('the verifier for Python', () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'verifier.py'), verifier('python'));
    const script = [
      'import json, sys',
      'from verifier import is_from_middlebrick as verify',
      'print(json.dumps([verify(body.encode(), header, secret, now) for _, body, header, secret, now, _ in json.load(sys.stdin)]))',
    ].join('\n');
    const said = execFileSync('python3', ['-c', script], {
      cwd: folder,
      input: JSON.stringify(CASES),
      encoding: 'utf8',
    });
    expect(CASES.map(([what], at) => [what, JSON.parse(said)[at]])).toEqual(
      CASES.map(([what, , , , , is]) => [what, is]),
    );
  });
});

test('after a day the last secret signs no more', () => {
  const later = new Date(NOW.getTime() + 24 * 3_600_000);
  expect(signatureOf(BODY, { signing: both }, later).match(/v1=/g)).toHaveLength(1);
  expect(TWICE.match(/v1=/g)).toHaveLength(2);
});
