import { flatten } from './merge-schemas.ts';
import { isNode, nodeMember, textMember } from './node.ts';
import type { Schema, Spec } from './operation.ts';
import { propertiesOf } from './properties-of.ts';
import { WITHOUT_SPEC } from './sample-value.ts';
import { scalar } from './serialise-parameter.ts';

/** A document of XML as the schema and its XML Objects describe it (OpenAPI 3.1 section 4.8.26). */
export function xmlDocument(value: unknown, schema: Schema | undefined, spec: Spec | undefined): string {
  return element({ name: componentName(schema) ?? 'root', value, schema }, (spec ?? WITHOUT_SPEC).resolve);
}

type Resolve = Spec['resolve'];

interface Part {
  /** Where the XML Object gives no other. */
  readonly name: string;
  readonly value: unknown;
  readonly schema: unknown;
}

function element({ name, value, schema }: Part, resolve: Resolve): string {
  const flat = flatten(schema, resolve).schema;
  const tag = tagOf(name, flat);
  const attributes = namespaceOf(flat);
  if (!isNode(value)) return `<${tag}${attributes}>${escaped(scalar(value))}</${tag}>`;
  const properties = propertiesOf(schema, { resolve });
  const parts = Object.entries(value).map(
    ([key, held]): Part => ({ name: key, value: held, schema: properties[key] }),
  );
  const isAttribute = (part: Part) => xmlObject(flatten(part.schema, resolve).schema)?.attribute === true;
  const inTag = parts
    .filter(isAttribute)
    .map(
      (part) => ` ${tagOf(part.name, flatten(part.schema, resolve).schema)}="${escaped(scalar(part.value))}"`,
    );
  const within = parts.filter((part) => !isAttribute(part)).map((part) => property(part, resolve));
  return `<${tag}${attributes}${inTag.join('')}>${within.join('')}</${tag}>`;
}

/** Items of a list stand one after the other, in an element of their own where it is `wrapped`. */
function property(part: Part, resolve: Resolve): string {
  if (!Array.isArray(part.value)) return element(part, resolve);
  const list = flatten(part.schema, resolve).schema;
  const wrapper = tagOf(part.name, list);
  const schema = isNode(list) ? list.items : undefined;
  const items = part.value.map((value) => element({ name: wrapper, value, schema }, resolve)).join('');
  return xmlObject(list)?.wrapped === true ? `<${wrapper}${namespaceOf(list)}>${items}</${wrapper}>` : items;
}

const xmlObject = (flat: unknown) => nodeMember(flat, 'xml');

function tagOf(name: string, flat: unknown): string {
  const own = xmlObject(flat);
  const [prefix, local] = [textMember(own, 'prefix'), textMember(own, 'name') ?? name];
  const tag = prefix === undefined ? local : `${prefix}:${local}`;
  return /^[A-Za-z_][\w.:-]*$/.test(tag) ? tag : 'item';
}

function namespaceOf(flat: unknown): string {
  const own = xmlObject(flat);
  const namespace = textMember(own, 'namespace');
  if (namespace === undefined) return '';
  const prefix = textMember(own, 'prefix');
  return ` xmlns${prefix === undefined ? '' : `:${prefix}`}="${escaped(namespace)}"`;
}

/** A root element is named as its schema is among the components. */
function componentName(schema: unknown): string | undefined {
  return textMember(schema, '$ref')?.split('/').at(-1);
}

const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

/** A text as it stands in an element or in a value between double quotes. */
export function escaped(text: string): string {
  return text.replaceAll(/[<>&"]/g, (character) => ENTITIES[character] ?? character);
}
