/** An object of the document, not a list. Everything read from a spec passes through these guards. */
export type Node = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own member, so that inherited names such as `constructor` never count. */
export function member(node: unknown, key: string): unknown {
  return isNode(node) && Object.hasOwn(node, key) ? node[key] : undefined;
}

export function nodeMember(node: unknown, key: string): Node | undefined {
  const value = member(node, key);
  return isNode(value) ? value : undefined;
}

export function listMember(node: unknown, key: string): readonly unknown[] {
  const value = member(node, key);
  return Array.isArray(value) ? value : [];
}

export function textMember(node: unknown, key: string): string | undefined {
  const value = member(node, key);
  return typeof value === 'string' ? value : undefined;
}

export function textList(node: unknown, key: string): readonly string[] {
  return listMember(node, key).filter((value): value is string => typeof value === 'string');
}

export function schemaMember(node: unknown, key: string): Node | boolean | undefined {
  const value = member(node, key);
  return isNode(value) || typeof value === 'boolean' ? value : undefined;
}
