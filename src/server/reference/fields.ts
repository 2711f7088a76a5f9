import { type Markup, markup } from '../../report/html/markup.ts';
import type { ApiDocument, Schema } from './document.ts';
import { nameOf, resolved } from './document.ts';

/** Objects within objects, spelled out so far; named schemas are linked instead. */
const DEEPEST = 4;
/** Longer lists of values are those of other standards. */
const MOST_VALUES = 30;

interface Field {
  readonly path: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
}

/** Fields of an object as a table, those of unnamed objects below their own. */
export function fieldsTable(schema: Schema, document: ApiDocument): Markup {
  const choices = schema.oneOf ?? (schema.anyOf?.every(isObject) ? schema.anyOf : undefined);
  if (choices)
    return markup`${choices.map((choice, at) => markup`<p>${at === 0 ? 'Either' : 'Or'}:</p>${fieldsTable(resolved(choice, document), document)}`)}`;
  const fields = fieldsOf(schema, '', 0);
  if (fields.length === 0) return markup`<p class="soft">${wordsOf(schema)}.</p>`;
  return markup`<table><thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead><tbody>${fields.map(row)}</tbody></table>`;
}

export function row({ path, schema, isRequired }: Field): Markup {
  return markup`<tr><th scope="row"><code>${path}</code>${isRequired && markup`<span class="needed" title="required">*</span>`}</th><td>${typeOf(schema)}</td><td>${meaningOf(schema)}</td></tr>`;
}

const isObject = (schema: Schema) => schema.properties !== undefined || schema.$ref !== undefined;

function fieldsOf(schema: Schema, above: string, depth: number): Field[] {
  const all = [schema, ...(schema.allOf ?? [])];
  return all.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).flatMap(([name, field]) => {
      const path = `${above}${name}`;
      const isRequired = required.includes(name);
      const inner = field.items ? { of: field.items, mark: '[].' } : { of: field, mark: '.' };
      const below =
        depth < DEEPEST && inner.of.$ref === undefined
          ? fieldsOf(inner.of, `${path}${inner.mark}`, depth + 1)
          : [];
      return [{ path, schema: field, isRequired }, ...below];
    }),
  );
}

/** The type in a word, with a link where it has a name. */
export function typeOf(schema: Schema): Markup {
  const name = nameOf(schema);
  if (name !== undefined) return markup`<a href="#schema-${name}">${name}</a>`;
  const [only] = schema.allOf ?? [];
  if (only?.$ref !== undefined) return typeOf(only);
  if (schema.items) return markup`list of ${typeOf(schema.items)}`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return markup`${choices.map((one, at) => markup`${at > 0 && ' or '}${typeOf(one)}`)}`;
  return markup`${wordsOf(schema)}`;
}

function wordsOf({ type, format, additionalProperties, const: only }: Schema): string {
  if (only !== undefined) return JSON.stringify(only);
  if (type === undefined) return 'anything';
  const types = [type].flat().join(' or ');
  if (types === 'object' && typeof additionalProperties === 'object') return 'object by name';
  return format === undefined ? types : `${types} (${format})`;
}

function meaningOf(schema: Schema): Markup {
  const { description, enum: values, default: usual } = schema;
  const parts: (Markup | string)[] = [];
  if (description !== undefined) parts.push(markup`${description}. `);
  if (values) {
    const shown = values.filter((value) => value !== null).slice(0, MOST_VALUES);
    parts.push(
      markup`One of ${shown.map((value, at) => markup`${at > 0 && ', '}<code>${String(value)}</code>`)}. `,
    );
  }
  const limits = limitsOf(schema);
  if (limits !== '') parts.push(markup`<span class="soft">${limits}. </span>`);
  if (usual !== undefined)
    parts.push(markup`<span class="soft">Default <code>${JSON.stringify(usual)}</code>.</span>`);
  return markup`${parts}`;
}

function limitsOf({ minimum, maximum, minLength, maxLength, minItems, maxItems }: Schema): string {
  const largest = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  const least = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
  return [
    between(least, largest, ''),
    between(minLength, maxLength, ' characters'),
    between(minItems, maxItems, ' entries'),
  ]
    .filter((words) => words !== '')
    .join(', ');
}

function between(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined && most === undefined) return '';
  if (most === undefined) return `at least ${least}${unit}`;
  return least === undefined ? `at most ${most}${unit}` : `${least} to ${most}${unit}`;
}
