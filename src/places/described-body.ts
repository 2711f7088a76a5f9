import { isNode, type Node } from '../openapi/node.ts';
import type { Operation, Schema, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { sampleFor, WITHOUT_SPEC } from '../openapi/sample-value.ts';

/** The body of an operation: its members by name, as the schema or else the example has them, and a sample of it. */
export interface BodyMembers {
  readonly mediaType: string;
  readonly names: readonly string[];
  readonly sample: Node;
  /** What the schema says of one; undefined where only an example has it. */
  schemaOf(name: string): Schema | undefined;
}

/** Undefined where the operation takes no JSON and no form. */
export function bodyMembers({ bodies }: Operation, spec: Spec | undefined): BodyMembers | undefined {
  const content = bodies.find(({ mediaType }) => /json|x-www-form-urlencoded/.test(mediaType));
  if (!content) return undefined;
  const properties = propertiesOf(content.schema, spec);
  const made = sampleFor(spec, content.schema, { example: content.example }).value;
  const sample = isNode(made) ? made : {};
  const { resolve } = spec ?? WITHOUT_SPEC;
  return {
    mediaType: content.mediaType,
    names: [...new Set([...Object.keys(properties), ...Object.keys(sample)])],
    sample,
    schemaOf(name) {
      const schema = resolve(properties[name]);
      return isNode(schema) ? schema : undefined;
    },
  };
}
