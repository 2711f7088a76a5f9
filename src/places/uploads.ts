import { isRisky } from '../discovery/risky-path.ts';
import type { Surface } from '../discovery/surface.ts';
import { isIdentifier } from '../journal/own-body.ts';
import { isRemovable, recipeFor } from '../journal/recipe.ts';
import { formParts } from '../openapi/form-parts.ts';
import { isNode } from '../openapi/node.ts';
import type { BodyContent, Operation } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { WITHOUT_SPEC } from '../openapi/sample-value.ts';
import { perSurface } from './place.ts';

/** An operation that takes a file in a form, where another one removes it again. */
export interface Upload {
  readonly operation: Operation;
  readonly content: BodyContent;
  /** Name of the part that holds the file. */
  readonly part: string;
  /** Of the file, where the document says it. */
  readonly type?: string;
  /** Names of the texts beside it. */
  readonly texts: readonly string[];
}

/** Those that stand below nothing. */
export const uploadsOf = perSurface((surface): readonly Upload[] =>
  surface.operations
    .filter(({ method, path }) => ['POST', 'PUT'].includes(method) && !path.includes('{') && !isRisky(path))
    .filter((operation) => isRemovable(recipeFor(operation, surface)))
    .flatMap((operation) => uploadIn(operation, surface)),
);

/** How this operation takes a file, where it takes one in a form. */
export function uploadIn(operation: Operation, { spec }: Surface): Upload[] {
  const content = operation.bodies.find(({ mediaType }) => mediaType.startsWith('multipart/'));
  const parts = formParts(content, spec);
  const [part] = Object.keys(parts).filter((name) => parts[name]?.fileName);
  if (!content || part === undefined) return [];
  const type = parts[part]?.contentType;
  const properties = propertiesOf(content.schema, spec);
  const { resolve } = spec ?? WITHOUT_SPEC;
  const texts = Object.keys(properties).filter((name) => {
    const schema = resolve(properties[name]);
    return (
      !(name in parts) &&
      !isIdentifier(name) &&
      isNode(schema) &&
      (schema.type ?? 'string') === 'string' &&
      schema.enum === undefined &&
      schema.format === undefined
    );
  });
  return [{ operation, content, part, texts, ...(type === undefined ? {} : { type }) }];
}
