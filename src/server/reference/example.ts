import type { ApiDocument, Schema } from './document.ts';
import { resolved } from './document.ts';

/** Deeper ones are schemas that hold themselves. */
const DEEPEST = 6;
const DAY = '2026-11-27';

/** A value as a caller could send it: what has to be there, and no more. */
export function exampleOf(given: Schema, document: ApiDocument, depth = 0): unknown {
  const schema = resolved(given, document);
  const [told] = [schema.example, schema.default, schema.const, schema.enum?.[0]].filter(
    (value) => value !== undefined && value !== null,
  );
  if (told !== undefined || depth > DEEPEST) return told ?? null;
  const [choice] = schema.oneOf ?? schema.anyOf ?? [];
  if (choice) return exampleOf(choice, document, depth + 1);
  if (schema.allOf)
    return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, document, depth + 1)));
  const [type] = [schema.type ?? 'object'].flat();
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => schema.required?.includes(name))
          .map(([name, field]) => [name, exampleOf(field, document, depth + 1)]),
      );
    case 'array':
      return schema.items && (schema.minItems ?? 0) > 0 ? [exampleOf(schema.items, document, depth + 1)] : [];
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'string':
      return textOf(schema);
    default:
      return null;
  }
}

function textOf({ format }: Schema): string {
  if (format === 'date-time') return `${DAY}T12:00:00.000Z`;
  return format === 'date' ? DAY : '…';
}
