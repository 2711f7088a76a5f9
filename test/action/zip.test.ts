import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textsInZip } from '../../src/action/zip.ts';
import { zipOf } from './zip-archive.ts';

const all = () => true;
const FILES = { 'result.json': '{"a":"ü"}', 'deep/page.html': '<p>', 'long.json': 'word '.repeat(10_000) };
const LIMIT = 1_000_000;

test.each([{ stored: false }, { stored: true }])('files come out as they went in: %j', (how) => {
  const texts = textsInZip(zipOf(FILES, how), all, LIMIT);
  expect(Object.fromEntries(texts.map(({ name, text }) => [name, text]))).toEqual(FILES);
  const json = textsInZip(zipOf(FILES, how), (name) => name.endsWith('.json'), LIMIT);
  expect(json.map(({ name }) => name)).toEqual(['result.json', 'long.json']);
});

test('what is longer than is wanted once unpacked is left out', () => {
  const bomb = zipOf({ 'bomb.json': ' '.repeat(50_000_000), 'small.json': '{}' });
  expect(bomb.length).toBeLessThan(100_000);
  expect(textsInZip(bomb, all, 1_000_000)).toEqual([{ name: 'small.json', text: '{}' }]);
});

test('a damaged archive gives what can be trusted, or nothing', () => {
  const archive = zipOf(FILES);
  fc.assert(
    fc.property(fc.nat(archive.length - 1), fc.nat(255), fc.boolean(), (at, byte, isCut) => {
      const damaged = isCut ? archive.subarray(0, at) : Buffer.from(archive);
      if (!isCut) damaged[at] = byte;
      for (const { text } of textsInZip(damaged, all, LIMIT)) expect(Object.values(FILES)).toContain(text);
    }),
    { numRuns: 500 },
  );
  expect(textsInZip(Buffer.from('{"no":"archive"}'), all, LIMIT)).toEqual([]);
});
