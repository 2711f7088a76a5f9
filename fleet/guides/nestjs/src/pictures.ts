import * as shared from '../../node/pictures.js';

/** The file is JavaScript without types. */
export const { pictureType } = shared as Record<string, any>;
