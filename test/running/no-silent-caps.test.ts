import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** A list that is cut to a constant: texts are cut too, by variables that hold a text. */
const CUT = /\.slice\(0, ?(?:[A-Z][A-Z_]{2,}\b|\d+\))/g;

/**
 * Where a cut loses no place: texts, what is named in a sentence, records of one answer, or objects of one kind that the
 * same code looks up. Anything else is for the runner, which counts. One cut more than listed here fails.
 */
const ALLOWED: Readonly<Record<string, number>> = {
  'src/checks/authentication/jwt-weak-secret.ts': 1, // tokens of one answer
  'src/checks/authentication/session-in-url.ts': 1, // characters
  'src/checks/bfla/role-field-exposed.ts': 1, // records of one answer
  'src/checks/bola/neighbour-object-served.ts': 1, // objects of one kind
  'src/checks/bola/two-users.ts': 1, // two are compared
  'src/checks/data-exposure/failure-text.ts': 3, // characters
};

test('no rule and no kind of place cuts its places: the runner does, and says so', () => {
  const files = ['checks', 'places', 'exploration'].flatMap((folder) => globSync(`src/${folder}/**/*.ts`));
  expect(files.length).toBeGreaterThan(200);
  const found: Record<string, number> = {};
  for (const path of files) {
    const cuts = readFileSync(path, 'utf8').match(CUT)?.length ?? 0;
    if (cuts > 0) found[path] = cuts;
  }
  expect(found).toEqual(ALLOWED);
});
