import { operationsAt } from './cross-reference.ts';
import type { Operation, Spec } from './operation.ts';
import { serverPath } from './server-path.ts';

/**
 * Several documents of one service as one. Of operations with the same method and path the first document's counts; what
 * `$ref` leads to is looked up in the document that it stands in. The first must have been loaded alone, the others
 * with `beside`.
 */
export function mergeSpecs(first: Spec, ...others: readonly Spec[]): Spec {
  if (others.length === 0) return first;
  const all = [first, ...others];
  return {
    ...first,
    servers: [...new Set(all.flatMap(({ servers }) => servers))],
    operations: others.reduce<readonly Operation[]>(
      (operations, { operations: more }) => addOperations(operations, more),
      first.operations,
    ),
    // Of equal names the first document's counts, as for operations.
    securitySchemes: new Map([...all].reverse().flatMap(({ securitySchemes }) => [...securitySchemes])),
    resolve: (node) => (others.find((spec) => spec.holds?.(node)) ?? first).resolve(node),
    problems: [...new Set(all.flatMap(({ problems }) => problems))],
    others,
  };
}

/** Where an operation lies, whatever the host and the names in its path: two documents of one service agree on it. */
export function placeKey({ method, server, path }: Operation): string {
  return `${method} ${serverPath({ server })}${path.replace(/\{[^{}]*\}/g, '{}').replace(/(.)\/$/, '$1')}`;
}

/**
 * Operations that several documents describe, and not alike: what they take, what they demand, or their body differs.
 * Only the first document's is tested.
 */
export function conflictsAmong(specs: readonly Spec[]): readonly Operation[] {
  const known = new Map<string, Operation>();
  const conflicts = new Map<string, Operation>();
  for (const operation of specs.flatMap(({ operations }) => operations)) {
    const key = placeKey(operation);
    const first = known.get(key);
    if (!first) known.set(key, operation);
    else if (described(first) !== described(operation)) conflicts.set(key, first);
  }
  return [...conflicts.values()];
}

/** By what a client would have to know of it; texts and examples differ freely. */
function described({ parameters, security, bodies }: Operation): string {
  const taken = parameters.map(
    ({ in: place, name, required }) => `${place} ${place === 'path' ? '' : name} ${required}`,
  );
  const types = bodies.map(({ mediaType }) => mediaType);
  return JSON.stringify([taken.sort(), security?.map((one) => Object.keys(one).sort()), types.sort()]);
}

/** Those that are not known yet, each with a name that no other has. */
export function addOperations(known: readonly Operation[], more: readonly Operation[]): readonly Operation[] {
  const ids = new Set(known.map(({ id }) => id));
  const added = more.flatMap((operation) => {
    const { id, method, path, server } = operation;
    const isKnown = operationsAt(known, server + path).some((one) => one.method === method);
    if (isKnown) return [];
    const whole = `${method} ${serverPath({ server })}${path}`;
    const free = [id, whole, `${method} ${server}${path}`].find((name) => !ids.has(name));
    if (free === undefined) return [];
    ids.add(free);
    return [free === id ? operation : { ...operation, id: free }];
  });
  return added.length === 0 ? known : [...known, ...added];
}
