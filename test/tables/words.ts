import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import ts from 'typescript';
import { SOURCES, sourceFiles } from '../regular-expressions/collect.ts';

/** Shorter lists are mostly pairs. */
const LEAST_ENTRIES = 3;

/** Sentences for people, lists of all rules, what the server answers and stores (its own suite asks for that), and what other tests of this folder write down with examples. */
const TOLD_ELSEWHERE =
  /^(?:report|guides|init|action|server)\/|\/index\.ts#|^material\/(?:framework-|secret-patterns|exposed-paths|prompts-|jwt-secrets|injections)|^checks\/path-spellings|^http\/tls-alert|#(?:SPEAKERS|SHAPES)$/;

/** Every constant list of the sources: what stands in it, or what its entries begin with. */
export function wordTables(): Readonly<Record<string, readonly string[]>> {
  const tables: Record<string, readonly string[]> = {};
  for (const file of sourceFiles()) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    for (const statement of source.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name, initializer } of statement.declarationList.declarations) {
        const constant = name.getText(source);
        const words = initializer && /^[A-Z][A-Z\d_]+$/.test(constant) ? wordsIn(initializer) : [];
        const key = `${relative(SOURCES, file)}#${constant}`;
        if (words.length >= LEAST_ENTRIES && !TOLD_ELSEWHERE.test(key)) tables[key] = words;
      }
    }
  }
  return tables;
}

function wordsIn(node: ts.Node): string[] {
  if (ts.isArrayLiteralExpression(node) && node.elements.length >= LEAST_ENTRIES)
    return node.elements.flatMap((entry) => labelOf(entry) ?? []);
  if (ts.isObjectLiteralExpression(node) && node.properties.length >= LEAST_ENTRIES)
    return node.properties.flatMap(({ name }) => (name === undefined ? [] : [plain(name)]));
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'split')
    return joined(node.expression).split(' ');
  const found: string[] = [];
  ts.forEachChild(node, (child) => {
    found.push(...wordsIn(child));
  });
  return found;
}

/** The entry itself, or the first word in it. */
function labelOf(entry: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(entry) || ts.isNumericLiteral(entry)) return entry.text;
  if (ts.isPropertyAssignment(entry)) return labelOf(entry.initializer);
  return ts.forEachChild(entry, labelOf);
}

/** `'one two ' + 'three'` */
function joined(node: ts.Node): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isParenthesizedExpression(node)) return joined(node.expression);
  return ts.isBinaryExpression(node) ? joined(node.left) + joined(node.right) : '';
}

const plain = (name: ts.PropertyName) => (ts.isComputedPropertyName(name) ? name.getText() : name.text);
