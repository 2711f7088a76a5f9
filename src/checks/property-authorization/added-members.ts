import { valueAt } from '../../openapi/json-pointer.ts';
import { isNode, type Node } from '../../openapi/node.ts';
import { plainName } from '../../values/plain-name.ts';
import { type ServiceSet, serviceSet } from './service-set.ts';

export type Path = readonly (string | number)[];

/** A member that answers show and a request does not name: where it would stand in a body, and stands in a record. */
export interface AddedMember extends ServiceSet {
  readonly inBody: Path;
  readonly inRecord: Path;
  /** What the record holds there. */
  readonly held: unknown;
  /** True below an item of a list, such as a line of an order. */
  readonly isOfItem: boolean;
}

/** Deeper, no service pours what it is sent. */
const DEEPEST = 4;

/** Members of the record that only the service should set, where the body has none; `others` are records of the kind. */
export function addedMembers(body: Node, record: Node, others: readonly Node[]): AddedMember[] {
  const found: AddedMember[] = [];
  const walk = (sent: Node, shown: Node, inBody: Path, inRecord: Path, depth: number) => {
    const names = new Set(Object.keys(sent).map(plainName));
    for (const [name, held] of Object.entries(shown)) {
      const at = [...inRecord, name];
      const isSent = names.has(plainName(name));
      if (isNode(held) && depth < DEEPEST && (isNode(sent[name]) || !isSent)) {
        const inner = sent[name];
        walk(isNode(inner) ? inner : {}, held, [...inBody, name], at, depth + 1);
      } else if (isListOfNodes(held) && depth < DEEPEST) {
        const list = likeList(sent, name, held);
        if (list) walk(list.item, held[0], [...inBody, list.name, 0], [...at, 0], depth + 1);
      } else if (!isSent) {
        const seen = others.map((other) => valueAt(other, at));
        const set = serviceSet(name, held, seen);
        const isOfItem = inBody.includes(0);
        if (set) found.push({ ...set, inBody: [...inBody, name], inRecord: at, held, isOfItem });
      }
    }
  };
  const root = rootIn(body, record);
  walk(root.node, record, root.path, [], 0);
  return found;
}

/** Where in a body the members of a record stand: `{"data":{"attributes":{…}}}` and `{"user":{…}}` hold them within. */
export function rootIn(body: Node, record: Node): { readonly node: Node; readonly path: Path } {
  let best = { node: body, path: [] as Path, shared: sharedNames(body, record) };
  const walk = (node: Node, path: Path) => {
    const shared = sharedNames(node, record);
    if (shared > best.shared) best = { node, path, shared };
    if (path.length >= DEEPEST) return;
    for (const [name, held] of Object.entries(node)) if (isNode(held)) walk(held, [...path, name]);
  };
  walk(body, []);
  return best;
}

function sharedNames(a: Node, b: Node): number {
  return Object.keys(a).filter((name) => Object.hasOwn(b, name)).length;
}

/** The list of a body that a list of the record came from: by its name, or by the members of its items. */
function likeList(sent: Node, name: string, shown: NodeList): { name: string; item: Node } | undefined {
  const lists = Object.entries(sent).flatMap(([called, held]) =>
    isListOfNodes(held) ? [{ name: called, item: held[0] }] : [],
  );
  return (
    lists.find((list) => list.name === name) ??
    lists.find(({ item }) => sharedNames(item, shown[0]) * 2 > Object.keys(item).length)
  );
}

type NodeList = readonly [Node, ...Node[]];

function isListOfNodes(value: unknown): value is NodeList {
  return Array.isArray(value) && isNode(value[0]);
}
