import { parsePointer, valueAt } from '../openapi/json-pointer.ts';
import { isNode } from '../openapi/node.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { singular } from '../values/path-template.ts';
import { textLinks } from './text-links.ts';

/** Of one description: manuals stand in documents too. */
const READ_CHARACTERS = 20_000;
/** Below these stand people, whom services mostly address by their names. */
const OF_ACCOUNTS = /^(?:users?|accounts?|members?|profiles?|people)$/i;

/**
 * The document with variables where it wrote an example into a path: `GET /users/ann`, whose own description says
 * "for example /users/bob".
 */
export function withVariables(spec: Spec): Spec {
  const examples = new Set(spec.operations.filter((one) => saysItIsExample(one, spec)).map(addressOf));
  if (examples.size === 0) return spec;
  return {
    ...spec,
    operations: spec.operations.map((one) => (examples.has(addressOf(one)) ? withVariable(one) : one)),
  };
}

const addressOf = ({ server, path }: Operation) => server + path;

function saysItIsExample({ path, pointer, document }: Operation, spec: Spec): boolean {
  const parts = path.split('/');
  if (path.includes('{') || parts.length < 3 || pointer === undefined || document !== undefined) return false;
  const node = valueAt(spec.root, parsePointer(pointer) ?? []);
  const text = isNode(node) && typeof node.description === 'string' ? node.description : '';
  if (!text.includes('/')) return false;
  const [last = ''] = parts.slice(-1);
  return textLinks(text.slice(0, READ_CHARACTERS)).some(({ url }) => {
    const named = url.split('/');
    const another = named.at(-1) ?? '';
    const isBeside =
      named.length === parts.length && named.slice(0, -1).join('/') === parts.slice(0, -1).join('/');
    // Another operation of the document is meant where it is one.
    return isBeside && another !== last && another !== '' && !spec.operations.some((one) => one.path === url);
  });
}

function withVariable(operation: Operation): Operation {
  const parts = operation.path.split('/');
  const [above = '', example = ''] = parts.slice(-2);
  const name = OF_ACCOUNTS.test(above) ? 'username' : `${singular(above)}Id`;
  const path = [...parts.slice(0, -1), `{${name}}`].join('/');
  const parameter = { name, in: 'path', required: true, example, schema: { type: 'string' } } as const;
  return {
    ...operation,
    ...{ id: `${operation.method} ${path}`, path },
    parameters: [...operation.parameters, parameter],
  };
}
