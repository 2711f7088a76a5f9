import * as shared from '../../node/public-fetch.js';

/** The file is JavaScript without types. */
export const { fetchPublic, mayBeFetched, titleIn } = shared as Record<string, any>;
