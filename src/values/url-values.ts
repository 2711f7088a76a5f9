import type { HarvestedId } from '../discovery/surface.ts';
import { percentDecoded } from '../http/foreign-text.ts';
import type { Operation } from '../openapi/operation.ts';
import { serverPath } from '../openapi/server-path.ts';

/** Values of the parameters in the path and the query of a URL of this operation. `from` says where it was seen. */
export function valuesInUrl(operation: Operation, url: string, from: string): HarvestedId[] {
  const { pathname, searchParams } = new URL(url);
  const template = `${serverPath(operation)}${operation.path}`.split('/');
  const held = pathname.split('/');
  const inPath = template.flatMap((segment, at): HarvestedId[] => {
    const name = /^\{([^{}]+)\}$/.exec(segment)?.[1];
    const value = percentDecoded(held[at] ?? '');
    const collection = template.slice(0, at).join('/');
    return name === undefined || value === '' ? [] : [{ name, value, from, collection }];
  });
  const inQuery = operation.parameters.flatMap(({ name, in: where }): HarvestedId[] => {
    const value = where === 'query' ? searchParams.get(name) : null;
    return value ? [{ name, value, from, collection: template.join('/') }] : [];
  });
  const record: HarvestedId[] = [];
  record.push(...[...inPath, ...inQuery].map((value) => ({ ...value, record })));
  return record;
}
