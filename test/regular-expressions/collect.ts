import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

/** A regular expression of the product and where it is written. */
export interface Written {
  readonly at: string;
  readonly pattern: RegExp;
}

export interface Collected {
  readonly literals: readonly Written[];
  /** Places that call `new RegExp`, each as `file:line`. */
  readonly built: readonly string[];
}

export const SOURCES = join(import.meta.dirname, '../../src');

export function sourceFiles(folder = SOURCES): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(folder, name));
}

/** Every literal, and every place that builds one from a text, by the compiler's own reading of the sources. */
export function collect(): Collected {
  const literals: Written[] = [];
  const built: string[] = [];
  for (const file of sourceFiles()) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const placeOf = (node: ts.Node) =>
      `${relative(SOURCES, file)}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const { text } = node;
        const end = text.lastIndexOf('/');
        const flags = text.slice(end + 1);
        // Where a text is split, every match is looked for.
        const all = flags.includes('g') || !splits(node) ? flags : `${flags}g`;
        literals.push({ at: placeOf(node), pattern: new RegExp(text.slice(1, end), all) });
      }
      const called = ts.isNewExpression(node) || ts.isCallExpression(node) ? node.expression : undefined;
      if (called && ts.isIdentifier(called) && called.text === 'RegExp') built.push(placeOf(node));
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { literals, built };
}

function splits({ parent }: ts.Node): boolean {
  return (
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    parent.expression.name.text === 'split'
  );
}

/** Those that modules build when they are loaded: the constructor is watched while every module is imported. */
export async function builtOnLoad(): Promise<Written[]> {
  const seen: Written[] = [];
  const real = globalThis.RegExp;
  globalThis.RegExp = new Proxy(real, {
    construct(target, given, newTarget) {
      const pattern = Reflect.construct(target, given, newTarget) as RegExp;
      // What a dependency builds is its own affair: only the caller itself counts.
      const [, , caller = ''] = (new Error('where').stack ?? '').split('\n');
      const [, file, line] = /\/src\/([^\s():?]+\.ts)[^:]*:(\d+)/.exec(caller) ?? [];
      if (file && caller.includes(SOURCES)) seen.push({ at: `${file}:${line}`, pattern });
      return pattern;
    },
  });
  try {
    // Entries of programs would run them.
    for (const file of sourceFiles()) if (!file.endsWith('/main.ts')) await import(pathToFileURL(file).href);
  } finally {
    globalThis.RegExp = real;
  }
  return seen;
}
