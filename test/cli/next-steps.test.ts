import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServedLab } from '../../lab/app.ts';
import { serveLab } from '../../lab/app.ts';
import { demoApp } from '../../lab/demo/app.ts';
import { freshFolder, middlebrick } from './command.ts';

let lab: ServedLab;
beforeAll(async () => {
  lab = await serveLab(demoApp());
});
afterAll(() => lab.close());

/** Rules that the demo fails, and that cost few requests. */
const scan = (rules: string, ...more: string[]) => ['scan', lab.url, '--include', rules, '--quiet', ...more];

test('what a summary says to do next does it, and a second scan is told what changed', async () => {
  const cwd = freshFolder();
  const first = await middlebrick(scan('reflected-origin'), { cwd });
  expect(first.stdout).toMatch(/Saved as [0-9a-f]{8} in ~\/state\/middlebrick\/scans/);
  expect(first.stdout).not.toContain('Since the scan');
  const [, words = ''] = /Full report +middlebrick (report .*)/.exec(first.stdout) ?? [];
  expect((await middlebrick(words.split(' '), { cwd })).code).toBe(0);
  expect(readFileSync(join(cwd, 'report.html'), 'utf8')).toContain('Fix first');
  const [, compared = ''] = /After the next scan +middlebrick (compare .*)/.exec(first.stdout) ?? [];

  const args = scan(
    'reflected-origin',
    '--include',
    'exposed-environment-file',
    '--format',
    'html=second.html',
  );
  const second = await middlebrick(args, { cwd });
  expect(second.stdout).toMatch(/Since the scan of .* UTC:.*1 new finding/s);
  const page = readFileSync(join(cwd, 'second.html'), 'utf8');
  expect(page).toContain('1 new finding');
  expect((await middlebrick(compared.split(' '), { cwd })).stdout).toContain('exposed-environment-file');
});

test('of a result in a file the next steps name that file', async () => {
  const cwd = freshFolder();
  await middlebrick(scan('reflected-origin', '--no-save', '--format', 'json=my result.json'), { cwd });
  const { stdout } = await middlebrick(['report', 'my result.json'], { cwd });
  const oneLine = stdout.replace(/ \\\n +/g, ' ');
  expect(oneLine).toContain("middlebrick report 'my result.json' --format html=report.html");
  expect(oneLine).toContain("middlebrick compare 'my result.json' last");
});

test('without a kept result no command names one', async () => {
  const { stdout } = await middlebrick(scan('reflected-origin', '--no-save'));
  expect(stdout).toContain('middlebrick scan … --format html=report.html');
  expect(stdout).not.toMatch(/Saved as|middlebrick (?:report|compare)/);
});

test('a dumb terminal gets no escape sequence', async () => {
  const { stdout, stderr } = await middlebrick(['scan', lab.url, '--include', 'reflected-origin'], {
    env: { TERM: 'dumb' },
  });
  expect(stdout + stderr).not.toContain('\u001b');
  expect(stdout).toContain('Fix first');
});
