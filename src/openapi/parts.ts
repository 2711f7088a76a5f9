import { formatPointer } from './json-pointer.ts';
import { isNode, type Node } from './node.ts';
import { referenceOf } from './ref-scan.ts';

/** A node of the document together with where it is declared. */
export interface Part {
  readonly node: Node;
  readonly pointer: string;
}

export type Resolve = (node: unknown) => unknown;

/** The node at a place, behind its reference; a local reference moves the pointer to its target. */
export function partAt(value: unknown, pointer: string, resolve: Resolve): Part | undefined {
  const node = resolve(value);
  if (!isNode(node)) return undefined;
  const reference = referenceOf(value);
  return { node, pointer: reference?.startsWith('#/') ? unescaped(reference.slice(1)) : pointer };
}

function unescaped(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** Pointer of a member of a part. */
export function below(part: Part, ...segments: readonly (string | number)[]): string {
  return part.pointer + formatPointer(...segments);
}
