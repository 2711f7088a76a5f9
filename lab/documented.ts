/** Parts of an OpenAPI operation; what is left out gets the plainest meaning. */
export interface Described {
  readonly parameters?: readonly object[];
  readonly responses?: object;
  readonly [part: string]: unknown;
}

/** A small OpenAPI document: operations by `GET /path`, and members of the root such as `components`. */
export function documented(operations: Readonly<Record<string, Described>>, root: object = {}): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [id, described] of Object.entries(operations)) {
    const [method = '', path = ''] = id.split(' ');
    const responses = { 200: { description: 'OK' } };
    paths[path] = { ...paths[path], [method.toLowerCase()]: { responses, ...described } };
  }
  return { openapi: '3.0.3', info: { title: 'Lab', version: '1' }, paths, ...root };
}

/** A query parameter: optional, of type string unless told otherwise. */
export function query(name: string, schema: object = {}, more: object = {}): object {
  return { name, in: 'query', schema: { type: 'string', ...schema }, ...more };
}

/** A path parameter with an example that exists. */
export function pathParameter(name: string, example: string, schema: object = {}): object {
  return { name, in: 'path', required: true, example, schema: { type: 'string', ...schema } };
}
