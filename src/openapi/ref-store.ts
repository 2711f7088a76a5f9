import { percentDecoded } from '../http/foreign-text.ts';
import { parsePointer, valueAt } from './json-pointer.ts';
import { isNode, type Node } from './node.ts';
import { absolute, type Resource, referenceOf } from './ref-scan.ts';

/** Longer chains are made by hand to be long. */
const MAX_CHAIN = 100;
/** Siblings that only describe: in OpenAPI 3.1 they override those of the target. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  'title',
  'description',
  'summary',
  'default',
  'example',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  '$comment',
  'externalDocs',
]);
/** Keywords that see their neighbours, so that moving them beside others would change what they mean. */
const CONTEXTUAL: ReadonlySet<string> = new Set([
  'additionalProperties',
  'unevaluatedProperties',
  'unevaluatedItems',
  'items',
  'if',
  'then',
  'else',
  'contains',
  'minContains',
  'maxContains',
]);

export interface RefStore {
  /** The node that a reference leads to after its whole chain, or the node itself; undefined when it leads nowhere. */
  resolve(node: unknown): unknown;
  /** One reference relative to a resource, one step. */
  follow(reference: string, from: Resource): unknown;
}

/** Resolution is lazy, cached and synchronous: every document it may need was read before. */
export function createRefStore(
  main: Resource,
  resources: ReadonlyMap<string, Resource>,
  bases: WeakMap<object, Resource>,
  siblingsCount: boolean,
): RefStore {
  const followed = new Map<Resource, Map<string, unknown>>();
  const combined = new WeakMap<object, unknown>();

  const follow = (reference: string, from: Resource): unknown => {
    let cache = followed.get(from);
    if (!cache) {
      cache = new Map();
      followed.set(from, cache);
    }
    if (cache.has(reference)) return cache.get(reference);
    const target = locate(reference, from, resources);
    cache.set(reference, target);
    return target;
  };

  const resolve = (node: unknown): unknown => {
    let current = node;
    const passed: Node[] = [];
    for (let step = 0; step <= MAX_CHAIN; step += 1) {
      const reference = referenceOf(current);
      if (reference === undefined) return passed.length === 0 ? current : overlay(passed, current);
      const from = current as Node;
      if (passed.includes(from)) return undefined;
      passed.push(from);
      current = follow(reference, bases.get(from) ?? main);
    }
    return undefined;
  };

  /** The target seen through the siblings of the references that led to it (OpenAPI 3.1, JSON Schema 2020-12). */
  const overlay = (passed: readonly Node[], target: unknown): unknown => {
    if (!siblingsCount || !isNode(target)) return target;
    return passed.reduceRight<unknown>((inner, node) => {
      if (!isNode(inner)) return inner;
      const known = combined.get(node);
      if (known !== undefined) return known;
      const view = withSiblings(node, inner);
      combined.set(node, view);
      return view;
    }, target);
  };

  return { resolve, follow };
}

function withSiblings(node: Node, target: Node): Node {
  const siblings = Object.fromEntries(
    Object.entries(node).filter(([key]) => !['$ref', '$dynamicRef', '$recursiveRef', '$defs'].includes(key)),
  );
  const keys = Object.keys(siblings);
  if (keys.length === 0) return target;
  const free = (key: string) =>
    ANNOTATIONS.has(key) || key.startsWith('x-') || (!Object.hasOwn(target, key) && !CONTEXTUAL.has(key));
  if (keys.every(free) && !keys.some((key) => key === 'properties' || key === 'patternProperties')) {
    return { ...target, ...siblings };
  }
  const inner = siblings.allOf;
  const rest = Object.fromEntries(Object.entries(siblings).filter(([key]) => key !== 'allOf'));
  return { ...rest, allOf: [target, ...(Array.isArray(inner) ? inner : [])] };
}

function locate(reference: string, from: Resource, resources: ReadonlyMap<string, Resource>): unknown {
  if (reference === '' || reference.startsWith('#')) {
    const inside = fragment(reference.slice(1), from);
    // Strictly a pointer starts at the schema with `$id`; many authors mean the document.
    return inside === undefined && from.document ? fragment(reference.slice(1), from.document) : inside;
  }
  const target = absolute(reference, from.uri);
  if (target === undefined) return undefined;
  const [uri = '', hash = ''] = split(target);
  const resource = resources.get(uri);
  return resource && fragment(hash, resource);
}

/** URI without fragment, and fragment. */
export function split(uri: string): readonly [string, string] {
  const at = uri.indexOf('#');
  return at === -1 ? [uri, ''] : [uri.slice(0, at), uri.slice(at + 1)];
}

function fragment(hash: string, resource: Resource): unknown {
  const decoded = percentDecoded(hash);
  if (decoded === '') return resource.root;
  const segments = parsePointer(decoded);
  return segments ? valueAt(resource.root, segments) : resource.anchors.get(decoded);
}
