import * as shared from '../../node/db.js';

/** The file is JavaScript without types. */
export const { db, newUser, userNamed } = shared as Record<string, any>;
