import { isNode, type Node } from '../openapi/node.ts';

/**
 * A resource object of JSON:API (1.1 section 7.2) as the record that other services would show: its attributes beside
 * its identifier, and `owner_id` for what it is related to. Any other object as it is.
 */
export function plainRecord(node: Node): Node {
  const { type, id, attributes, relationships } = node;
  if (typeof type !== 'string' || !isNode(attributes)) return node;
  const related = Object.entries(isNode(relationships) ? relationships : {}).flatMap(([name, linkage]) => {
    const data = isNode(linkage) && isNode(linkage.data) ? linkage.data : {};
    return data.id === undefined ? [] : [[`${name}_id`, data.id] as const];
  });
  return { ...(id === undefined ? {} : { id }), ...attributes, ...Object.fromEntries(related) };
}
