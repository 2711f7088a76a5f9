import { files } from '../input-validation/unrestricted-upload.ts';

/** Takes pictures of any size and nothing else. */
export const picturesOfAnySize = files({ refuses: ({ type }) => type !== 'image/png' });
/** Takes files of 100 kB at most. */
export const smallOnes = files({ refuses: ({ size }) => size > 100_000 });
/** Takes no more than a few hundred bytes. */
export const tinyOnes = files({ refuses: ({ size }) => size > 500 });
export const ofAnySize = files({});
/** Gives each file a name of its own. */
export const renamed = files({ nameOf: (id) => `stored-${id}.bin` });
