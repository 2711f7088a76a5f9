import * as shared from '../../node/passwords.js';

/** The file is JavaScript without types. */
export const { hashed, matches } = shared as Record<string, any>;
