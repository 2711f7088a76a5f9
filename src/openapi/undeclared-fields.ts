import { formatPointer } from './json-pointer.ts';
import { isNode, listMember, member, type Node, nodeMember } from './node.ts';
import type { Spec } from './operation.ts';
import { readPattern } from './pattern.ts';
import { announcedBy, validate } from './schema-check.ts';

const MAX_FIELDS = 100;
const MAX_ITEMS = 100;
const MAX_DEPTH = 30;
/** Schemas that may speak about one value. */
const MAX_SCHEMAS = 200;

/**
 * JSON pointers of members of an answer that its schema does not name; of list items the first that shows it.
 * Undeclared is not forbidden: `additionalProperties: true` allows them and still does not name them. A schema that
 * names nothing, or gives the members of a map a schema, declares them all.
 */
export function undeclaredFields(
  spec: Pick<Spec, 'resolve'>,
  schema: unknown,
  value: unknown,
): readonly string[] {
  const found = new Map<string, string>();
  const pending: Visit[] = [{ schemas: [schema], value, path: '', shape: '', depth: 0 }];
  for (let visit = pending.shift(); visit !== undefined; visit = pending.shift()) {
    if (found.size >= MAX_FIELDS) break;
    if (visit.depth > MAX_DEPTH) continue;
    const schemas = applicable(spec, visit.schemas, visit.value);
    if (Array.isArray(visit.value)) pending.push(...itemsOf(visit, visit.value, schemas));
    else if (isNode(visit.value)) {
      for (const inner of membersOf(visit, visit.value, schemas)) {
        if (inner.schemas.length > 0) pending.push(inner);
        else if (!found.has(inner.shape)) found.set(inner.shape, inner.path);
      }
    }
  }
  return [...found.values()].slice(0, MAX_FIELDS);
}

interface Visit {
  readonly schemas: readonly unknown[];
  readonly value: unknown;
  readonly path: string;
  /** The path with all indices alike. */
  readonly shape: string;
  readonly depth: number;
}

/** Every schema object that speaks about the value: behind references, in `allOf`, and in the alternatives it fits. */
function applicable(
  spec: Pick<Spec, 'resolve'>,
  schemas: readonly unknown[],
  value: unknown,
): readonly Node[] {
  const found = new Set<Node>();
  const pending = [...schemas];
  while (pending.length > 0 && found.size < MAX_SCHEMAS) {
    const schema = spec.resolve(pending.pop());
    if (!isNode(schema) || found.has(schema)) continue;
    found.add(schema);
    pending.push(...listMember(schema, 'allOf'));
    for (const keyword of ['oneOf', 'anyOf']) {
      const options = listMember(schema, keyword);
      const announced = announcedBy(schema, options, value);
      const fitting = options.filter((option) => validate(spec, option, value).length === 0);
      // An answer that fits no alternative still has the names of all of them.
      pending.push(...(announced !== undefined ? [announced] : fitting.length > 0 ? fitting : options));
    }
    for (const keyword of ['if', 'then', 'else']) pending.push(member(schema, keyword));
    pending.push(...Object.values(nodeMember(schema, 'dependentSchemas') ?? {}));
  }
  return [...found];
}

function itemsOf(visit: Visit, value: readonly unknown[], schemas: readonly Node[]): Visit[] {
  return value.slice(0, MAX_ITEMS).flatMap((item, at) => {
    const inner = schemas.flatMap((schema) => {
      const tuple = listMember(schema, 'prefixItems');
      if (at < tuple.length) return [tuple[at]];
      return Array.isArray(schema.items) ? [schema.items[at]] : [schema.items];
    });
    const known = inner.filter(isNode);
    if (known.length === 0) return [];
    return [
      {
        ...visit,
        schemas: known,
        value: item,
        path: `${visit.path}/${at}`,
        shape: `${visit.shape}/*`,
        depth: visit.depth + 1,
      },
    ];
  });
}

/** Each member with the schemas that name it; none for those that nothing names. */
function membersOf(visit: Visit, value: Node, schemas: readonly Node[]): Visit[] {
  const names = schemas.some((schema) => isNode(schema.properties) || isNode(schema.patternProperties));
  const maps = schemas.map((schema) => schema.additionalProperties).filter(isMeaningful);
  if (!names && maps.length === 0) return [];
  return Object.keys(value).map((key) => {
    const named = schemas.flatMap((schema) => {
      const properties = nodeMember(schema, 'properties') ?? {};
      const direct = Object.hasOwn(properties, key) ? [properties[key] ?? true] : [];
      const byPattern = Object.entries(nodeMember(schema, 'patternProperties') ?? {})
        .filter(([pattern]) => readPattern(pattern)?.matches(key) !== false)
        .map(([, inner]) => inner);
      return [...direct, ...byPattern];
    });
    const below = formatPointer(key);
    return {
      schemas: named.length > 0 ? named : maps,
      value: value[key],
      path: visit.path + below,
      shape: visit.shape + below,
      depth: visit.depth + 1,
    };
  });
}

/** `true` and `{}` say nothing about the members of a map. */
function isMeaningful(additional: unknown): boolean {
  return isNode(additional) && Object.keys(additional).length > 0;
}
