import { createBreath } from '../http/breath.ts';
import { isNode, type Node } from './node.ts';
import type { ParsedDocument } from './parse-document.ts';

/** No real document comes near; deeper ones are made to exhaust somebody's stack. */
const MAX_DEPTH = 500;
/** A 20 MB document of real operations holds under a million lists and objects. */
const MAX_NODES = 1_500_000;
/** Looking at the clock costs as much as a visit. */
const VISITS_PER_LOOK = 256;

/** A part of a document that has a URI of its own: the document itself, or a schema with `$id`. */
export interface Resource {
  readonly uri: string;
  readonly root: unknown;
  /** The document that it stands in. */
  readonly document: Resource | undefined;
  readonly anchors: Map<string, Node>;
}

export interface ScannedDocument {
  readonly resource: Resource;
  /** Schemas with `$id`, by absolute URI. */
  readonly embedded: readonly Resource[];
  /** References by the resource that they are relative to. */
  readonly references: ReadonlyMap<Resource, ReadonlySet<string>>;
}

export type TooLarge = 'deep' | 'large';

/** Keys whose value is data of the API, in which `$ref` means nothing. */
const DATA: ReadonlySet<string> = new Set([
  'example',
  'default',
  'enum',
  'const',
  'value',
  'x-example',
  'x-examples',
]);
/** Keys whose value maps names of the author's choice to nodes, so that no keyword may be seen among them. */
const NAMES: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
  'schemas',
  'responses',
  'parameters',
  'examples',
  'requestBodies',
  'headers',
  'securitySchemes',
  'links',
  'callbacks',
  'pathItems',
  'paths',
  'webhooks',
  'content',
  'variables',
  'mapping',
  'encoding',
]);

type Meaning = 'node' | 'names' | 'data';

interface Visit {
  readonly value: object;
  readonly resource: Resource;
  readonly depth: number;
  readonly meaning: Meaning;
}

/**
 * One walk over a document, iterative: what it refers to, and what it can be referred to by.
 * Nodes whose references are not relative to the main document are written into `bases`.
 */
export async function scanDocument(
  uri: string,
  parsed: ParsedDocument,
  bases: WeakMap<object, Resource>,
  isMain: boolean,
): Promise<ScannedDocument | TooLarge> {
  const resource: Resource = { uri, root: parsed.value, document: undefined, anchors: new Map() };
  const embedded: Resource[] = [];
  const references = new Map<Resource, Set<string>>();
  // JSON is a tree; only YAML aliases make an object stand in two places.
  const seen = parsed.format === 'yaml' ? new Set<object>() : undefined;
  const stack: Visit[] = [];
  let nodes = 0;
  const visitLater = (value: unknown, inside: Resource, depth: number, meaning: Meaning) => {
    if (typeof value !== 'object' || value === null) return;
    nodes += 1;
    if (nodes <= MAX_NODES) stack.push({ value, resource: inside, depth, meaning });
  };
  visitLater(parsed.value, resource, 0, 'node');
  const breathe = createBreath();
  let visits = 0;
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    visits += 1;
    if (visits % VISITS_PER_LOOK === 0) await breathe();
    const { value, depth, meaning } = visit;
    if (seen?.has(value)) continue;
    seen?.add(value);
    if (depth > MAX_DEPTH) return 'deep';
    if (nodes > MAX_NODES) return 'large';
    if (Array.isArray(value)) {
      for (const item of value)
        visitLater(item, visit.resource, depth + 1, meaning === 'data' ? 'data' : 'node');
      continue;
    }
    const node = value as Node;
    let here = visit.resource;
    if (meaning === 'node') {
      here = enter(node, here, embedded);
      const reference = referenceOf(node);
      if (reference !== undefined) {
        const known = references.get(here);
        if (known) known.add(reference);
        else references.set(here, new Set([reference]));
        if (!isMain || here !== resource) bases.set(node, here);
      }
    }
    for (const key in node) visitLater(node[key], here, depth + 1, meaningOf(key, node[key], meaning));
  }
  return { resource, embedded, references };
}

function meaningOf(key: string, value: unknown, of: Meaning): Meaning {
  if (of === 'data') return 'data';
  if (of === 'names') return 'node';
  if (DATA.has(key) || (key === 'examples' && Array.isArray(value))) return 'data';
  return NAMES.has(key) ? 'names' : 'node';
}

/** The resource that the inside of this node belongs to; a new one where the node has an `$id`. */
function enter(node: Node, outer: Resource, embedded: Resource[]): Resource {
  const id = node.$id;
  let here = outer;
  if (typeof id === 'string' && !id.startsWith('#')) {
    const uri = absolute(id, outer.uri)?.replace(/#$/, '');
    if (uri !== undefined) {
      here = { uri, root: node, document: outer.document ?? outer, anchors: new Map() };
      embedded.push(here);
    }
  }
  for (const key of ['$anchor', '$dynamicAnchor']) {
    const name = node[key];
    if (typeof name === 'string' && !here.anchors.has(name)) here.anchors.set(name, node);
  }
  return here;
}

/** The reference of a node, or undefined; a property that is named `$ref` holds a schema and is none. */
export function referenceOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  for (const key of ['$ref', '$dynamicRef', '$recursiveRef']) {
    const value = node[key];
    if (typeof value === 'string' && Object.hasOwn(node, key)) return value;
  }
  return undefined;
}

/** A URI reference against its base, or undefined when the two make no URI. */
export function absolute(reference: string, base: string): string | undefined {
  return URL.canParse(reference, base) ? new URL(reference, base).href : undefined;
}
