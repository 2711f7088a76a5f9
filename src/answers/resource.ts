import { relatedIds } from '../openapi/envelope.ts';
import { isNode, type Node } from '../openapi/node.ts';

/**
 * A resource object of JSON:API (1.1 section 7.2) as the record that other services would show: its attributes beside
 * its identifier, and `owner_id` for what it is related to. Any other object as it is.
 */
export function plainRecord(node: Node): Node {
  const { type, id, attributes } = node;
  if (typeof type !== 'string' || !isNode(attributes)) return node;
  return { ...(id === undefined ? {} : { id }), ...attributes, ...relatedIds(node) };
}
