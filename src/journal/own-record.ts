import { plainRecord } from '../answers/resource.ts';
import { isNode, type Node } from '../openapi/node.ts';
import { plainName } from '../values/plain-name.ts';
import type { Entry } from './journal.ts';
import { knownRecord } from './known-by-id.ts';

const MOST_NODES = 200_000;

/** The thing as an answer shows it, by its tag or by the identifier that is known to be its own. */
export function recordOf(value: unknown, { tags, known }: Pick<Entry, 'tags' | 'known'>): Node | undefined {
  return recordWith(value, tags) ?? knownRecord(value, known);
}

/** The object that holds one of the tags as a value, wherever it stands. */
export function recordWith(root: unknown, tags: readonly string[]): Node | undefined {
  const pending: unknown[] = [root];
  for (let looked = 0; pending.length > 0 && looked < MOST_NODES; looked += 1) {
    const node = pending.pop();
    if (Array.isArray(node)) pending.push(...node.slice(-MOST_NODES));
    else if (isNode(node)) {
      const record = plainRecord(node);
      if (bears(record, tags)) return record;
      pending.push(...Object.values(node));
    }
  }
  return undefined;
}

/** The answer's one record, out of its envelope; a list of several shows what is there, not what is at this address. */
export function singleWith(root: unknown, tags: readonly string[]): Node | undefined {
  const value = Array.isArray(root) && root.length === 1 ? root[0] : root;
  if (!isNode(value)) return undefined;
  if (bears(value, tags)) return value;
  const inner = Object.values(value).filter(isNode).map(plainRecord);
  return (
    inner.find((held) => bears(held, tags)) ??
    inner.flatMap((held) => Object.values(held).filter(isNode)).find((held) => bears(held, tags))
  );
}

export function bears(node: Node, tags: readonly string[]): boolean {
  return Object.values(node).some(
    (value) => typeof value === 'string' && tags.some((tag) => value === tag || value === emailLike(tag)),
  );
}

export function without(record: Node, name: string): Node {
  return Object.fromEntries(Object.entries(record).filter(([key]) => plainName(key) !== plainName(name)));
}

/** A tag as an e-mail address holds it. */
export function emailLike(tag: string): string {
  return `${tag}@example.com`;
}
