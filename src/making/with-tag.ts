import { isNode } from '../openapi/node.ts';

/** Texts that are values of a list, addresses or times. */
const NO_TEXT =
  /date|time|_at$|url|uri|link|color|colour|currency|country|lang|locale|type|kind|status|role|state|phone|zip|postal|ip$|token|unit|gender|password/i;

/** The first free text, also of an object or a list inside, becomes the tag: elsewhere nothing could be known again. */
export function withTag(value: unknown, tag: string, name = ''): unknown {
  let isDone = false;
  const change = (held: unknown, called: string): unknown => {
    if (isDone) return held;
    if (typeof held === 'string') {
      if (called === '' || NO_TEXT.test(called) || /^\d|^[A-Z0-9_]+$|@|:\/\//.test(held)) return held;
      isDone = true;
      return tag;
    }
    if (Array.isArray(held)) return held.map((item) => change(item, called));
    if (!isNode(held)) return held;
    return Object.fromEntries(Object.entries(held).map(([key, inner]) => [key, change(inner, key)]));
  };
  return change(value, name);
}
