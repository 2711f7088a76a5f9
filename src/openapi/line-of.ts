import { jsonOutline } from './json-outline.ts';
import { parsePointer } from './json-pointer.ts';
import type { ParsedDocument } from './parse-document.ts';
import { yamlOutline } from './yaml-outline.ts';

/** A place in a source text that knows its children once it was asked for them. */
export interface OutlineNode {
  /** Offset of the member's name, or of the value where it has none. */
  readonly offset: number;
  child(segment: string): OutlineNode | undefined;
}

/**
 * 1-based line of a JSON pointer, or of the nearest ancestor that stands in the text on its own.
 * Nothing is read before the first question, and only the levels asked for are read then.
 */
export function lineFinder(
  document: Pick<ParsedDocument, 'format' | 'text'>,
): (pointer: string) => number | undefined {
  let root: OutlineNode | undefined;
  let lines: LineStarts | undefined;
  return (pointer) => {
    const segments = parsePointer(pointer);
    if (!segments) return undefined;
    lines ??= lineStarts(document.text);
    root ??= (document.format === 'json' ? jsonOutline : yamlOutline)(document.text, lines);
    let node = root;
    for (const segment of segments) {
      const child = node.child(segment);
      if (!child) break;
      node = child;
    }
    return lineAt(lines, node.offset);
  };
}

/** Offsets at which lines start, ascending; the first is 0. */
export type LineStarts = Uint32Array;

function lineStarts(text: string): LineStarts {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  const starts = new Uint32Array(count);
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    starts[line] = at + 1;
    line += 1;
  }
  return starts;
}

/** 1-based line that holds an offset. */
function lineAt(starts: LineStarts, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
