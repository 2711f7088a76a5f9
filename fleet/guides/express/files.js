import { fileURLToPath } from 'node:url';
// region: fixed
import express from 'express';

/** A folder that holds nothing but what everyone may read; `deny` answers 403 to every name with a dot in front. */
export const publicFiles = express.static(new URL('public', import.meta.url).pathname, { dotfiles: 'deny' });
// endregion

/** The flaw: the folder of the application, with its .env. */
export const allFiles = express.static(fileURLToPath(new URL('.', import.meta.url)), {
  dotfiles: 'allow',
  index: 'public/index.html',
});
