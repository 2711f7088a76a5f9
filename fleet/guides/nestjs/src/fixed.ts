import { Module } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AccountsController } from './accounts.js';
import { WritesController } from './assignment.js';
import { crossOrigin } from './cors.js';
import { DocumentController } from './document.js';
import { Problems } from './errors.js';
import { servePublic } from './files.js';
import { AdminController, AnnouncementsController, RolesGuard } from './functions.js';
import { Graphql } from './graphql.js';
import { noStore, secureHeaders } from './headers.js';
import { LookupsController } from './injection.js';
import { TokenGuard, Tokens } from './jwt.js';
import { LimitGuard, Limits } from './limits.js';
import { NotesController, NotesOfOwner } from './ownership.js';
import { PreviewsController } from './previews.js';
import { UsersController } from './properties.js';
import { AuthorResolver, NoteResolver } from './resolvers.js';
import { httpsOnly } from './transport.js';
import { AvatarRemovalController, AvatarsController } from './uploads.js';
import { strict } from './validation.js';

@Module({
  imports: [Tokens, Limits, Graphql],
  controllers: [
    AccountsController,
    DocumentController,
    LookupsController,
    WritesController,
    NotesController,
    UsersController,
    AdminController,
    AnnouncementsController,
    PreviewsController,
    AvatarsController,
    AvatarRemovalController,
  ],
  // region: guards
  providers: [
    // In this order, for every handler and resolver of the application.
    { provide: APP_GUARD, useClass: LimitGuard },
    { provide: APP_GUARD, useClass: TokenGuard }, // passes over what is @Public()
    { provide: APP_GUARD, useClass: RolesGuard },
    // endregion
    NotesOfOwner,
    NoteResolver,
    AuthorResolver,
  ],
})
class AppModule {}

export async function fixed() {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { logger: ['error'] });
  app.set('trust proxy', 'loopback');
  app.use(httpsOnly, secureHeaders, noStore);
  app.enableCors(crossOrigin);
  app.useBodyParser('json', { limit: '20kb' });
  app.useGlobalPipes(strict);
  app.useGlobalFilters(new Problems());
  servePublic(app);
  return app;
}
