import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Sources that hold this pattern, by path. */
function holding(pattern: RegExp, ...folders: string[]): string[] {
  return folders.flatMap((folder) => {
    const files = readdirSync(`src/${folder}`, { recursive: true, encoding: 'utf8' });
    return files
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `src/${folder}/${name}`)
      .filter((path) => pattern.test(readFileSync(path, 'utf8')));
  });
}

const CUT = /\.slice\(0, ?(?:[A-Z]|\d)/;
/** Over several lines too. */
const LOOP_OVER_CUT =
  /for (?:await )?\(const [^;{}]{0,40}(?:\{[^{}]*\})? ?of [^;]{0,200}?\.slice\(\s*0, ?(?:[A-Z]|\d)/;

test('no kind of place is cut, and exploration asks everything', () => {
  expect(holding(/PlaceKind/, 'places').length).toBeGreaterThan(15);
  expect(holding(CUT, 'places', 'exploration')).toEqual([
    // Names that one answer says are missing.
    'src/exploration/missing-parameters.ts',
  ]);
});

test('no rule goes through a part of what there is: the runner does, and says so', () => {
  expect(holding(LOOP_OVER_CUT, 'checks').sort()).toEqual([
    // Tokens of one answer, which share their key.
    'src/checks/authentication/jwt-weak-secret.ts',
    // Names of one answer's fields.
    'src/checks/fields.ts',
  ]);
});

test('the loops that were there would be seen', () => {
  expect('for (const operation of objectMakers(surface).slice(0, ASKED)) {').toMatch(LOOP_OVER_CUT);
  expect(
    'for (const maker of makers(surface)\n  .filter((each) => isWritten(each))\n  .slice(0, KINDS)) {',
  ).toMatch(LOOP_OVER_CUT);
});
