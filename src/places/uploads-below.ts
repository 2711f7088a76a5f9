import { variablesIn } from '../making/bound.ts';
import type { Operation } from '../openapi/operation.ts';
import { isRemovedAgain, makerOf, makesAccount } from './object-makers.ts';
import type { PlaceKind } from './place.ts';
import { perSurface } from './place.ts';
import { type Upload, uploadIn, uploadsOf } from './uploads.ts';

/** An upload that may stand below something that the scan makes first: `POST /tickets/{id}/attachments`. */
export interface UploadBelow extends Upload {
  /** What makes that. */
  readonly parent?: Operation;
}

export const uploads: PlaceKind<UploadBelow> = {
  one: 'operation that takes a file which can be removed',
  many: 'operations that take a file which can be removed',
  find: ({ surface }) => [...uploadsOf(surface), ...belowOf(surface)],
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

const belowOf = perSurface((surface): readonly UploadBelow[] =>
  surface.operations.flatMap((operation) => {
    const [, collection] = /^(.*)\/\{[^{}/]+\}\/[^{}/]+\/?$/.exec(operation.path) ?? [];
    const isBelow = operation.method === 'POST' && variablesIn(operation.path).length === 1;
    const parent = isBelow && collection !== undefined ? makerOf(surface, operation, collection) : undefined;
    if (!parent || makesAccount(parent, surface.spec) || !isRemovedAgain(operation, surface)) return [];
    return uploadIn(operation, surface).map((upload) => ({ ...upload, parent }));
  }),
);
