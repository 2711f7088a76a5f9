import ts from 'typescript';

/** One single change of the source: text from `start` to `end` is replaced. */
export interface Mutant {
  readonly file: string;
  readonly kind: 'decision' | 'entry' | 'alternative';
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const KINDS: readonly Mutant['kind'][] = ['decision', 'entry', 'alternative'];

const TURNED: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '>': '>=',
  '<=': '<',
  '>=': '>',
  '&&': '||',
  '||': '&&',
};
/** Shorter lists are mostly arguments and pairs. */
const LEAST_ENTRIES = 3;

/** Every decision turned, every entry of a table and every alternative of a pattern left out, one at a time. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  const add = (kind: Mutant['kind'], start: number, end: number, by: string) =>
    found.push({ file, kind, start, end, text: by });
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken;
      const turned = TURNED[operator.getText(source)];
      if (turned) add('decision', operator.getStart(source), operator.end, turned);
    } else if (ts.isIfStatement(node)) {
      add(
        'decision',
        node.expression.getStart(source),
        node.expression.end,
        `!(${node.expression.getText(source)})`,
      );
    } else if (ts.isConditionalExpression(node)) {
      add(
        'decision',
        node.condition.getStart(source),
        node.condition.end,
        `!(${node.condition.getText(source)})`,
      );
    } else if (ts.isArrayLiteralExpression(node) && node.elements.length >= LEAST_ENTRIES) {
      for (const entry of node.elements) if (!ts.isSpreadElement(entry)) cut(entry);
    } else if (ts.isObjectLiteralExpression(node) && ts.isVariableDeclaration(node.parent)) {
      if (node.properties.length >= LEAST_ENTRIES) node.properties.forEach(cut);
    } else if (ts.isRegularExpressionLiteral(node)) {
      for (const [start, end] of alternatives(node.text))
        add('alternative', node.getStart(source) + start, node.getStart(source) + end, '');
    } else if (ts.isStringLiteral(node) && /^\S+(?: \S+){4,} ?$/.test(node.text) && isWordList(node)) {
      for (const { 0: word, index } of node.getText(source).matchAll(/[\w/-]+ /g))
        add('entry', node.getStart(source) + index, node.getStart(source) + index + word.length, '');
    }
    ts.forEachChild(node, visit);
  };
  /** With the comma behind it, where there is one. */
  const cut = (entry: ts.Node) => {
    const comma = /^\s*,/.exec(text.slice(entry.end))?.[0].length ?? 0;
    add('entry', entry.getStart(source), entry.end + comma, '');
  };
  visit(source);
  return found;
}

/** `'one two three'.split(' ')`, put together from several literals or not. */
function isWordList(node: ts.Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isPropertyAccessExpression(at)) return at.name.text === 'split';
    if (!ts.isBinaryExpression(at) && !ts.isParenthesizedExpression(at)) return false;
  }
  return false;
}

/** Spans of the text between bars, each with one bar. */
function alternatives(pattern: string): [start: number, end: number][] {
  const spans: [number, number][] = [];
  const open: number[][] = [[1]];
  const close = (end: number) => {
    const starts = open.pop() ?? [];
    if (starts.length < 2) return;
    starts.forEach((start, at) => {
      const next = starts[at + 1];
      spans.push(next === undefined ? [start - 1, end] : [start, next]);
    });
  };
  const last = pattern.lastIndexOf('/');
  let inClass = false;
  for (let at = 1; at < last; at += 1) {
    const sign = pattern[at];
    if (sign === '\\') at += 1;
    else if (inClass) inClass = sign !== ']';
    else if (sign === '[') inClass = true;
    else if (sign === '(') {
      const head = /^\((?:\?(?:<?[=!]|:|<\w+>))?/.exec(pattern.slice(at))?.[0].length ?? 1;
      open.push([at + head]);
      at += head - 1;
    } else if (sign === ')') close(at);
    else if (sign === '|') open.at(-1)?.push(at + 1);
  }
  close(last);
  return spans;
}
