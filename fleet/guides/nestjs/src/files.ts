// region: fixed
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';

/** A folder beside the sources that holds nothing but what everyone may read. */
export function servePublic(app: NestExpressApplication) {
  app.useStaticAssets(join(import.meta.dirname, '../public'), { dotfiles: 'deny' });
}
// endregion

/** The flaw: the folder of the application, with its .env. */
export function serveAll(app: NestExpressApplication) {
  app.useStaticAssets(join(import.meta.dirname, '..'), { dotfiles: 'allow', index: 'public/index.html' });
}
