import { isRisky } from '../discovery/risky-path.ts';
import { isRemovable, recipeFor } from '../journal/recipe.ts';
import { formParts } from '../openapi/form-parts.ts';
import type { BodyContent, Operation } from '../openapi/operation.ts';
import type { PlaceKind } from './place.ts';

/** An operation that takes a file in a form, where another one removes it again. */
export interface Upload {
  readonly operation: Operation;
  readonly content: BodyContent;
  /** Name of the part that holds the file. */
  readonly part: string;
}

export const uploads: PlaceKind<Upload> = {
  one: 'operation that takes a file which can be removed',
  many: 'operations that take a file which can be removed',
  find: ({ surface }) =>
    surface.operations
      .filter(({ method, path }) => ['POST', 'PUT'].includes(method) && !path.includes('{') && !isRisky(path))
      .filter((operation) => isRemovable(recipeFor(operation, surface)))
      .flatMap((operation) => {
        const content = operation.bodies.find(({ mediaType }) => mediaType.startsWith('multipart/'));
        const files = Object.entries(formParts(content, surface.spec)).filter(([, part]) => part.fileName);
        const [part] = files[0] ?? [];
        return content && part !== undefined ? [{ operation, content, part }] : [];
      }),
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};
