import type { ParsedDocument } from './parse-document.ts';
import type { Problems } from './problems.ts';
import { shown } from './problems.ts';

/** A key that its object holds already: readers keep the last, and what stood under the first is lost without a word. */
export interface RepeatedKey {
  readonly key: string;
  /** Of the later one, in the text. */
  readonly offset: number;
}

/** A hostile document could repeat millions. */
export const MAX_REPEATED = 1_000;

/** One sentence for each, naming the document where it is not the main one. */
export function tellRepeated(
  { format, text: written, repeated }: Pick<ParsedDocument, 'format' | 'text' | 'repeated'>,
  problems: Problems,
  document?: string,
): void {
  const where = document === undefined ? '' : `${shown(document)}: `;
  if (repeated.length === 0) return;
  // Offsets in YAML are those of the text with plain line ends.
  const text = format === 'yaml' ? written.replaceAll('\r\n', '\n') : written;
  let line = 1;
  let next = text.indexOf('\n');
  for (const { key, offset } of [...repeated].sort((a, b) => a.offset - b.offset)) {
    for (; next !== -1 && next < offset; next = text.indexOf('\n', next + 1)) line += 1;
    problems.add(`${where}Duplicate key "${shown(key)}" at line ${line}: only the last one was read.`);
  }
  if (repeated.length >= MAX_REPEATED) problems.add(`${where}Over ${MAX_REPEATED} keys are duplicates.`);
}

/** Of names in the order in which they stand, those that came before. */
export function noteRepeated(
  names: readonly string[],
  offsets: readonly number[],
  repeated: RepeatedKey[],
): void {
  const seen = new Set<string>();
  names.forEach((key, index) => {
    if (seen.has(key) && repeated.length < MAX_REPEATED) repeated.push({ key, offset: offsets[index] ?? 0 });
    seen.add(key);
  });
}

const QUOTE = 34;
const COLON = 58;
const OPEN = 123;
const CLOSE = 125;

/** Keys that stand twice in an object of a JSON text, which was parsed before and is known to be right. */
export function repeatedJsonKeys(text: string): RepeatedKey[] {
  const repeated: RepeatedKey[] = [];
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length && repeated.length < MAX_REPEATED; at += 1) {
    const code = text.charCodeAt(at);
    if (code === OPEN) open.push(undefined);
    else if (code === CLOSE) open.pop();
    if (code !== QUOTE) continue;
    const end = endOfString(text, at);
    let next = end + 1;
    while (text.charCodeAt(next) <= 32) next += 1;
    if (text.charCodeAt(next) === COLON) {
      const key = text.slice(at + 1, end);
      const names = open.at(-1) ?? new Set<string>();
      if (names.has(key)) repeated.push({ key, offset: at });
      open[open.length - 1] = names.add(key);
    }
    at = end;
  }
  return repeated;
}

/** Offset of the closing quote. */
function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (end !== -1) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes += 1;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}
