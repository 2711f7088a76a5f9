import { isRisky } from '../discovery/risky-path.ts';
import { type PlaceKind, perSurface } from './place.ts';
import { uploadIn, uploadsOf } from './uploads.ts';
import { type UploadBelow, uploads } from './uploads-below.ts';

/** An upload that the scan removes again, or one that replaces the picture of whoever sends it. */
export interface SizedUpload extends UploadBelow {
  readonly replaces?: true;
}

/** `/profile/upload`, `/me/avatar`, `/upload-profile-picture` */
const OWN_PICTURE =
  /(?:^|\/)(?:me|profile|account|self|user)\/(?:upload|(?:set|change|upload)?[-_]?(?:avatar|pic(?:ture)?|photo|image))\/?$|(?:^|[/_-])(?:profile|avatar)[-_]?(?:pic(?:ture)?|photo|image|upload)\/?$/i;

export const sizedUploads: PlaceKind<SizedUpload> = {
  ...uploads,
  one: 'operation that takes a file which can be removed or replaced',
  many: 'operations that take a file which can be removed or replaced',
  find: async (known) => [...(await uploads.find(known)), ...ownPictures(known.surface)],
};

const ownPictures = perSurface((surface): readonly SizedUpload[] => {
  const known = new Set(uploadsOf(surface).map(({ operation }) => operation));
  return surface.operations
    .filter(({ method, path }) => ['POST', 'PUT', 'PATCH'].includes(method) && !path.includes('{'))
    .filter(
      (operation) => OWN_PICTURE.test(operation.path) && !isRisky(operation.path) && !known.has(operation),
    )
    .flatMap((operation) => uploadIn(operation, surface))
    .map((upload) => ({ ...upload, replaces: true as const }));
});
