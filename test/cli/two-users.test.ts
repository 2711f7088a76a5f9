import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LabApp, ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { servesToOwners, servesToStrangers } from '../../lab/bola/foreign-object-served.ts';
import type { ScanResult } from '../../src/result.ts';
import { freshFolder, middlebrick, type RunOptions } from './command.ts';

const ENV = { ADA: 'ada-token-5Tq', BOB: 'bob-token-8Wd' };
const RULE = ['--include', 'foreign-object-served', '--format', 'json', '--quiet', '--no-save'];

let [flawed, sound]: (ServedLab | undefined)[] = [];
beforeAll(async () => {
  const serve = (lab: LabApp) => serveLab(lab);
  [flawed, sound] = [await serve(servesToStrangers), await serve(servesToOwners)];
});
afterAll(async () => {
  await flawed?.close();
  await sound?.close();
});

async function scanned(lab: ServedLab | undefined, args: readonly string[], options: RunOptions = {}) {
  const { code, stdout } = await middlebrick(['scan', lab?.url ?? '', ...RULE, ...args], {
    env: ENV,
    ...options,
  });
  // One rule of all is too little for a grade, and exit code 4 says so.
  expect(code).toBe(4);
  for (const secret of Object.values(ENV)) expect(stdout).not.toContain(secret);
  return JSON.parse(stdout) as ScanResult;
}

const BOTH = ['--bearer', 'env:ADA', '--other', 'bearer=env:BOB'];

describe('two users, in safe mode', () => {
  test('the objects of one that the other gets are found, each secret under a name of its own', async () => {
    const { findings, surface } = await scanned(flawed, BOTH);
    expect(surface.identities).toMatchObject([{ name: 'anonymous' }, { name: 'default' }, { name: 'other' }]);
    expect(findings).toMatchObject([{ rule: 'foreign-object-served', confidence: 'confirmed' }]);
    const shown = JSON.stringify(findings[0]?.evidence);
    expect(shown).toMatch(/\$MIDDLEBRICK_TOKEN\b/);
    expect(shown).toMatch(/\$MIDDLEBRICK_TOKEN_OTHER\b/);
  });

  test('where owners only are served, nothing is found and the rule has looked', async () => {
    const { findings, checks } = await scanned(sound, BOTH);
    expect(findings).toEqual([]);
    const outcome = checks.flatMap(({ rules }) => rules).find(({ rule }) => rule === 'foreign-object-served');
    expect(outcome?.status).toBe('passed');
  });

  test('middlebrick.yaml names them too', async () => {
    const cwd = freshFolder();
    writeFileSync(
      join(cwd, 'middlebrick.yaml'),
      [
        'identity: { name: ada, role: user, bearer: env:ADA }',
        'others:',
        '  - { name: bob, role: user, bearer: env:BOB }',
      ].join('\n'),
    );
    const { findings } = await scanned(flawed, ['--config', 'middlebrick.yaml'], { cwd });
    expect(findings[0]?.locations[0]?.evidenceSummary).toMatch(
      /of (ada was returned to bob|bob was returned to ada)/,
    );
  });

  test('a lost login of the other is said, never passed over', async () => {
    const { code, stderr } = await middlebrick([
      'scan',
      flawed?.url ?? '',
      ...RULE,
      '--bearer',
      ENV.ADA,
      '--other',
      'bearer=long-gone',
    ]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/credential of "other" is not accepted/);
  });

  test.each<[string, readonly string[], RegExp]>([
    ['no first user', ['--other', 'bearer=b'], /give the credential of the first user/],
    [
      'the same twice',
      ['--bearer', 'a', '--other', 'bearer=a'],
      /"other" has the same credential as "default"/,
    ],
    ['no kind', ['--bearer', 'a', '--other', 'b'], /--other takes bearer=TOKEN/],
    ['no value', ['--bearer', 'a', '--other', 'bearer='], /bearer token is empty/],
    ['unset variable', ['--bearer', 'a', '--other', 'basic=env:NOT_SET'], /NOT_SET is not set/],
    [
      'too many',
      ['--bearer', 'a', ...['b', 'c', 'd', 'e', 'f'].flatMap((token) => ['--other', `bearer=${token}`])],
      /may be given 4 times/,
    ],
  ])('bad input, %s: one sentence, exit 2', async (_name, args, sentence) => {
    const { code, stderr, stdout } = await middlebrick(['scan', flawed?.url ?? '', ...args]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
