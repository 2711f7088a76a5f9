import type { OutlineNode } from './line-of.ts';

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** Members of a JSON text, level by level. The text was parsed before, so that its syntax is known to be right. */
export function jsonOutline(text: string): OutlineNode {
  const start = skipSpace(text, 0);
  return outlineNode(text, start, start);
}

function outlineNode(text: string, offset: number, value: number): OutlineNode {
  let children: ReadonlyMap<string, OutlineNode> | undefined;
  return {
    offset,
    child(segment) {
      children ??= childrenAt(text, value);
      return children.get(segment);
    },
  };
}

function childrenAt(text: string, start: number): ReadonlyMap<string, OutlineNode> {
  const children = new Map<string, OutlineNode>();
  const opening = text.charCodeAt(start);
  if (opening !== OPEN_OBJECT && opening !== OPEN_LIST) return children;
  const closing = opening === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_LIST;
  let at = skipSpace(text, start + 1);
  for (let index = 0; at < text.length && text.charCodeAt(at) !== closing; index += 1) {
    const offset = at;
    let name = String(index);
    if (opening === OPEN_OBJECT) {
      const end = afterString(text, at);
      name = JSON.parse(text.slice(at, end)) as string;
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    // As in JSON.parse, the last of equal names counts.
    children.set(name, outlineNode(text, offset, at));
    at = skipSpace(text, afterValue(text, at));
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1);
  }
  return children;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 32) at += 1;
  return at;
}

/** Offset behind the string that starts here. */
function afterString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (end !== -1) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

function afterValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = afterString(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (code === OPEN_OBJECT || code === OPEN_LIST) depth += 1;
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (code === COMMA && depth === 0) return at;
    at += 1;
  }
  return at;
}
