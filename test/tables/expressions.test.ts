import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { SOURCES, sourceFiles } from '../regular-expressions/collect.ts';
import { alternativesOf } from './alternatives.ts';
import type { Examples } from './examples.ts';
import { untold } from './examples.ts';

/** `folder/file.ts#name` of the outermost declaration → examples of its expressions, in the order of the source. */
const EXAMPLES: Readonly<Record<string, readonly Examples[]>> = Object.assign(
  {},
  ...readdirSync(join(import.meta.dirname, 'expressions')).map((name) =>
    JSON.parse(readFileSync(join(import.meta.dirname, 'expressions', name), 'utf8')),
  ),
);

/** Have tests of their own beside this one, with texts as services write them. */
const TOLD_ELSEWHERE =
  /^material\/(?:framework-|secret-patterns\.ts|exposed-paths)|verbose-error\.ts#SPEAKERS|injections\.ts#SQL_ERRORS/;
/** Only end a search early: what is found is the same without them. */
const ONLY_FOR_SPEED = ['running/detection-set.ts#plainSpelling'];

/** Every expression with alternatives that stands in the sources, by where it is declared. */
function expressions(): Map<string, RegExp[]> {
  const found = new Map<string, RegExp[]>();
  for (const file of sourceFiles()) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node, declared: string): void => {
      const isNamed =
        ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node);
      const name = declared || !isNamed ? declared : (node.name?.getText(source) ?? '');
      if (ts.isRegularExpressionLiteral(node) && node.text.includes('|')) {
        const end = node.text.lastIndexOf('/');
        const pattern = new RegExp(node.text.slice(1, end), node.text.slice(end + 1));
        const key = `${relative(SOURCES, file)}#${name}`;
        if (alternativesOf(pattern).length > 0) found.set(key, [...(found.get(key) ?? []), pattern]);
      }
      ts.forEachChild(node, (child) => visit(child, name));
    };
    visit(source, '');
  }
  return found;
}

test('a lost alternative, a new one and a needless one are named', () => {
  expect(untold(/^(?:get|put)$/, { matched: ['get', 'put'] })).toEqual([]);
  expect(untold(/^(?:get|put|post)$/, { matched: ['get', 'put'] })).toEqual(['no example needs: post']);
  expect(untold(/^(?:get|put)$/, { matched: ['get', 'put', 'post'] })).toEqual([
    'needs no alternative: "post"',
  ]);
  expect(untold(/err|error/, { matched: ['err', 'error'] })).toEqual([
    'no example needs: error',
    'needs no alternative: "error"',
  ]);
  expect(untold(/^(?!no|never)n\w+/, { refused: ['no'] })).toEqual(['no example needs: never']);
  expect(untold(/~.*?(?:!|$)/, { read: ['~a!b'] })).toEqual(['no example needs: $']);
});

const all = expressions();

test('every expression that offers a choice has examples, and every example an expression', () => {
  expect(all.size).toBeGreaterThan(300);
  const known = [...all.keys()].filter((key) => !TOLD_ELSEWHERE.test(key));
  expect(Object.keys(EXAMPLES).sort()).toEqual(known.sort());
});

describe('each alternative is needed by one example, and each example needs one', () => {
  test.each(Object.entries(EXAMPLES))('%s', (key, examples) => {
    const patterns = all.get(key) ?? [];
    expect(examples).toHaveLength(patterns.length);
    const wrong = patterns.flatMap((pattern, at) => untold(pattern, examples[at] ?? {}));
    if (ONLY_FOR_SPEED.includes(key)) expect(wrong).toHaveLength(3);
    else expect(wrong).toEqual([]);
  });
});
