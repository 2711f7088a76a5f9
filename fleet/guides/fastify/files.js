// region: fixed
import { join } from 'node:path';
import files from '@fastify/static';

/** A folder that holds nothing but what everyone may read; names with a dot in front are refused with 403. */
export const publicFiles = (app) =>
  app.register(files, { root: join(import.meta.dirname, 'public'), dotfiles: 'deny' });
// endregion

/** The flaw: the folder of the application, with its .env. */
export const allFiles = (app) =>
  app.register(files, { root: import.meta.dirname, dotfiles: 'allow', index: ['public/index.html'] });
