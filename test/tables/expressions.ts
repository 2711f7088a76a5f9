import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import ts from 'typescript';
import { SOURCES, sourceFiles } from '../regular-expressions/collect.ts';
import { alternativesOf } from './alternatives.ts';

/** Have tests of their own in this folder, with texts as services write them. */
const TOLD_ELSEWHERE =
  /^material\/(?:framework-|secret-patterns\.ts|exposed-paths)|verbose-error\.ts#SPEAKERS|injections\.ts#SQL_ERRORS/;

/** Every expression with alternatives that stands in the sources, by file and outermost declaration. */
export function expressions(): ReadonlyMap<string, readonly RegExp[]> {
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
        if (!TOLD_ELSEWHERE.test(key) && alternativesOf(pattern).length > 0)
          found.set(key, [...(found.get(key) ?? []), pattern]);
      }
      ts.forEachChild(node, (child) => visit(child, name));
    };
    visit(source, '');
  }
  return found;
}
