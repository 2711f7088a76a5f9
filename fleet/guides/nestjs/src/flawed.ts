import { Module } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { OpenAccountsController } from './accounts.js';
import { OpenWritesController } from './assignment.js';
import { anyOrigin } from './cors.js';
import { DocumentController } from './document.js';
import { EverythingTold } from './errors.js';
import { serveAll } from './files.js';
import { OpenAdminController } from './functions.js';
import { OpenGraphql } from './graphql.js';
import { versions } from './headers.js';
import { OpenLookupsController } from './injection.js';
import { AnyTokenGuard, Tokens } from './jwt.js';
import { AnyonesNotesController } from './ownership.js';
import { OpenPreviewsController } from './previews.js';
import { WholeUsersController } from './properties.js';
import { AuthorResolver, NoteResolver } from './resolvers.js';
import { OpenAvatarsController } from './uploads.js';

@Module({
  imports: [Tokens, OpenGraphql],
  controllers: [
    OpenAccountsController,
    DocumentController,
    OpenLookupsController,
    OpenWritesController,
    AnyonesNotesController,
    WholeUsersController,
    OpenAdminController,
    OpenPreviewsController,
    OpenAvatarsController,
  ],
  providers: [{ provide: APP_GUARD, useClass: AnyTokenGuard }, NoteResolver, AuthorResolver],
})
class FlawedModule {}

export async function flawed() {
  const app = await NestFactory.create<NestExpressApplication>(FlawedModule, { logger: ['error'] });
  app.use(versions);
  app.enableCors(anyOrigin);
  app.useBodyParser('json', { limit: '20mb' });
  app.useGlobalFilters(new EverythingTold());
  serveAll(app);
  return app;
}
