import { stripVTControlCharacters } from 'node:util';
import type { Token, Tokens } from 'marked';
import { Lexer } from 'marked';
import type { ReportContext } from './context.ts';
import { paint } from './layout.ts';

const CODE_MARGIN = '    ';
const GAP = '  ';

/** Markdown of our own guides for a terminal: wrapped to its width, all but code, which is shown to be copied. */
export function terminalProse(markdown: string, context: ReportContext): string[] {
  return spaced(new Lexer().lex(markdown).map((token) => block(token, context)));
}

/** One empty line between blocks, and none at the ends. */
function spaced(blocks: readonly (readonly string[])[]): string[] {
  return blocks
    .filter((lines) => lines.length > 0)
    .flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}

function block(token: Token, context: ReportContext): string[] {
  switch (token.type) {
    case 'space':
      return [];
    case 'heading':
      return heading(token as Tokens.Heading, context);
    case 'code':
      return token.text
        .split('\n')
        .map((line: string) => (line === '' ? '' : `${CODE_MARGIN}${paint(context, 'cyan', line)}`));
    case 'list':
      return list(token as Tokens.List, context);
    case 'table':
      return table(token as Tokens.Table, context);
    case 'html':
      return [];
    default:
      return wrapped(inline(childrenOf(token) ?? [token], context), context.width);
  }
}

function heading({ depth, tokens, text }: Tokens.Heading, context: ReportContext): string[] {
  if (depth > 2) {
    const mark = depth === 3 ? '■' : '▪';
    return wrapped(`${mark} ${inline(tokens, context, 'bold')}`, context.width);
  }
  return [paint(context, 'bold', text.toUpperCase()), paint(context, 'dim', '─'.repeat(text.length))];
}

function list({ ordered, start, items }: Tokens.List, context: ReportContext): string[] {
  return items.flatMap(({ tokens }, at) => {
    const mark = ordered ? `${Number(start) + at}. ` : '• ';
    const narrower = { ...context, width: context.width - mark.length };
    // A list without empty lines between its items has bare text in them.
    const lines = tokens.flatMap((token) => block(token, narrower));
    return lines.map((line, row) => (row === 0 ? mark : ' '.repeat(mark.length)) + line);
  });
}

/** Columns as wide as their cells; what heads them is wrapped to that. */
function table({ header, rows, align }: Tokens.Table, context: ReportContext): string[] {
  const cells = rows.map((row) => row.map(({ tokens }) => inline(tokens, context)));
  const heads = header.map(({ text }, column) => {
    const longestWord = Math.max(...text.split(' ').map((word) => word.length));
    const width = Math.max(longestWord, ...cells.map((row) => columns(row[column] ?? '')));
    return { width, lines: wrapped(text, width) };
  });
  const line = (values: readonly string[]) =>
    heads
      .map(({ width }, column) => {
        const value = values[column] ?? '';
        const room = ' '.repeat(Math.max(0, width - columns(value)));
        return align[column] === 'right' ? room + value : value + room;
      })
      .join(GAP)
      .trimEnd();
  const height = Math.max(...heads.map(({ lines }) => lines.length));
  const headLines = Array.from({ length: height }, (_none, row) =>
    line(heads.map(({ lines }) => paint(context, 'dim', lines[row - height + lines.length] ?? ''))),
  );
  return [...headLines, ...cells.map(line)];
}

function childrenOf(token: Token): readonly Token[] | undefined {
  return 'tokens' in token ? token.tokens : undefined;
}

type Style = Parameters<typeof paint>[1];

function inline(tokens: readonly Token[], context: ReportContext, style?: Style): string {
  return tokens.map((token) => piece(token, context, style)).join('');
}

function piece(token: Token, context: ReportContext, style: Style | undefined): string {
  switch (token.type) {
    case 'strong':
      return inline(childrenOf(token) ?? [], context, 'bold');
    case 'em':
      return inline(childrenOf(token) ?? [], context, 'dim');
    case 'codespan':
      // Without colour the backticks tell code from words.
      return context.colour ? words(token.text, context, 'cyan') : `\`${token.text}\``;
    case 'link':
      return `${inline(childrenOf(token) ?? [], context, style)} (${token.href})`;
    default: {
      const children = childrenOf(token);
      if (children) return inline(children, context, style);
      return words('text' in token ? token.text : token.raw, context, style);
    }
  }
}

/** Painted word by word, so that a line may break between them. */
function words(text: string, context: ReportContext, style: Style | undefined): string {
  if (!style) return text;
  return text.replace(/\S+/g, (word) => paint(context, style, word));
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last === undefined || columns(last) + 1 + columns(word) > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function columns(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}
