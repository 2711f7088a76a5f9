import { styleText } from 'node:util';
import { plain } from '../findings/plain.ts';
import type { Severity } from '../result.ts';
import type { ReportContext } from './context.ts';

type Style = Parameters<typeof styleText>[0];

const SEVERITY_STYLE: Readonly<Record<Severity, Style>> = {
  critical: ['bold', 'white', 'bgRed'],
  high: ['bold', 'red'],
  medium: ['bold', 'yellow'],
  low: ['cyan'],
  info: ['dim'],
};

export function paint({ colour }: ReportContext, style: Style, value: string): string {
  return colour ? styleText(style, value, { validateStream: false }) : value;
}

export function severityLabel(context: ReportContext, severity: Severity): string {
  return paint(context, SEVERITY_STYLE[severity], ` ${severity.toUpperCase()} `.padEnd(10));
}

/** One line of harmless characters, whatever a target or its document put into the value. */
export function oneLine(value: string): string {
  return plain(value).replace(/\s+/g, ' ').trim();
}

/** Lines of at most `width` characters, broken between words; a longer word stands alone, uncut. */
export function wrap(value: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of oneLine(value).split(' ').filter(Boolean)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}

export function indent(lines: readonly string[], by: number): string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line));
}

/** `value` cut to `width` with an ellipsis. */
export function clip(value: string, width: number): string {
  const line = oneLine(value);
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`;
}

/** A shell command broken between its words, where a shell takes it up again; a longer word stands alone, uncut. */
export function shellLines(command: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of shellWords(oneLine(command))) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length + CONTINUED.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line, at) => (at < lines.length - 1 ? `${line}${CONTINUED}` : line));
}

const CONTINUED = ' \\';

/** Split at spaces that no quotes hold. */
function shellWords(command: string): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let at = 0; at < command.length; at += 1) {
    const character = command[at] ?? '';
    if (quote === '' && character === ' ') {
      words.push(word);
      word = '';
      continue;
    }
    word += character;
    if (character === '\\' && quote !== "'") {
      at += 1;
      word += command[at] ?? '';
    } else if (quote === character) quote = '';
    else if (quote === '' && (character === "'" || character === '"')) quote = character;
  }
  return [...words, word].filter(Boolean);
}
