import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeWhole } from '../../src/cli/outputs.ts';
import { freshFolder } from './command.ts';

test('a report is written whole, over an older one, and leaves nothing beside it', () => {
  const folder = freshFolder();
  writeWhole(join(folder, 'new', 'report.json'), 'one');
  writeWhole(join(folder, 'new', 'report.json'), 'two');
  expect(readFileSync(join(folder, 'new', 'report.json'), 'utf8')).toBe('two');
  expect(readdirSync(join(folder, 'new'))).toEqual(['report.json']);
});

test('a report is not written through a symbolic link, whether it leads anywhere or not', () => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'profile'), 'mine');
  symlinkSync(join(folder, 'profile'), join(folder, 'report.json'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.json'));
  // The name that the file is written under first was once known beforehand.
  symlinkSync(join(folder, 'profile'), join(folder, 'other.json.part'));
  for (const name of ['report.json', 'dangling.json']) {
    expect(() => writeWhole(join(folder, name), 'text')).toThrow(/Cannot write .*symbolic link/);
  }
  writeWhole(join(folder, 'other.json'), 'text');
  expect(readFileSync(join(folder, 'profile'), 'utf8')).toBe('mine');
  expect(readdirSync(folder).sort()).toEqual([
    'dangling.json',
    'other.json',
    'other.json.part',
    'profile',
    'report.json',
  ]);
});

test('a report is no folder', () => {
  const folder = freshFolder();
  mkdirSync(join(folder, 'report.json'));
  expect(() => writeWhole(join(folder, 'report.json'), 'text')).toThrow(/no regular file/);
});
