import { orNone } from './or-none.ts';
import type { PlaceKind } from './place.ts';

/** URLs of the API's documents and of pages about them that anybody can read; `undefined` where none was found. */
export const publicDocuments: PlaceKind<string | undefined> = orNone<string>({
  one: 'public document',
  many: 'public documents',
  find: ({ surface }) => surface.publicDocuments,
  key: (url) => url,
});
