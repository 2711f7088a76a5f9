import { createBreath } from '../http/breath.ts';
import { operationsAt } from '../openapi/cross-reference.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { serverPath } from '../openapi/server-path.ts';
import type { Link } from './links.ts';
import { textLinks } from './text-links.ts';

/** Texts of one description that are read: manuals stand in documents too. */
const READ_CHARACTERS = 20_000;
const DEEPEST = 40;

/** Places of the target that texts of its document name and the document does not describe. */
export async function describedLinks(
  spec: Spec,
  documented: readonly Operation[],
  origin: string,
): Promise<Link[]> {
  const breathe = createBreath();
  const found = new Map<string, Link>();
  const bases = [...new Set(['', ...documented.map(serverPath)])];
  const seen = new Set<unknown>();
  const waiting: { readonly node: unknown; readonly depth: number }[] = [{ node: spec.root, depth: 0 }];
  for (let at = 0; at < waiting.length; at += 1) {
    await breathe();
    const { node, depth } = waiting[at] as { node: unknown; depth: number };
    if (typeof node !== 'object' || node === null || seen.has(node) || depth > DEEPEST) continue;
    seen.add(node);
    for (const [name, value] of Object.entries(node)) {
      if (typeof value === 'object') waiting.push({ node: value, depth: depth + 1 });
      if (typeof value !== 'string' || !/^(?:description|summary)$/.test(name)) continue;
      if (!isNode(node) || !value.includes('/')) continue;
      for (const link of textLinks(value.slice(0, READ_CHARACTERS))) {
        const isKnown = bases.some((base) => operationsAt(documented, origin + base + link.url).length > 0);
        if (!isKnown) found.set(`${link.method ?? ''} ${link.url}`, { ...link, url: origin + link.url });
      }
    }
  }
  return [...found.values()];
}
