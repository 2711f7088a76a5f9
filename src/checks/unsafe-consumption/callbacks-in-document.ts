import type { Operation, Spec } from '../../openapi/operation.ts';

type Fields = Readonly<Record<string, unknown>>;

/** An expression at which the service promises to call back (OpenAPI 3, Callback Object). */
export interface DocumentedCallback {
  readonly operation: Operation;
  readonly expression: string;
  readonly pointer: string;
}

/** Every callback of every operation, in the order of the document. */
export function* callbacksIn(spec: Spec): Iterable<DocumentedCallback> {
  for (const operation of spec.operations) {
    if (operation.pointer === undefined) continue;
    const node = fields(at(spec.root, operation.pointer));
    for (const [name, written] of Object.entries(fields(node.callbacks))) {
      for (const expression of Object.keys(fields(spec.resolve(written)))) {
        if (expression.startsWith('x-')) continue;
        yield { operation, expression, pointer: `${operation.pointer}/callbacks/${escaped(name)}` };
      }
    }
  }
}

function at(root: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce(
      (node: unknown, part) => (Object.hasOwn(fields(node), part) ? fields(node)[part] : undefined),
      root,
    );
}

const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
