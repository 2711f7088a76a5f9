import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import Fastify from 'fastify';
import { openAccounts } from './accounts.js';
import { openWrites } from './assignment.js';
import { anyOrigin } from './cors.js';
import { everythingTold } from './errors.js';
import { allFiles } from './files.js';
import { openAdmin } from './functions.js';
import { openGraphql } from './graphql.js';
import { versions } from './headers.js';
import { openLookups } from './injection.js';
import { requireAnyToken, tokens } from './jwt.js';
import { anyonesNotes } from './ownership.js';
import { openPreviews } from './previews.js';
import { wholeUsers } from './properties.js';
import { openAvatars } from './uploads.js';

const document = JSON.parse(readFileSync(join(import.meta.dirname, '../openapi.json'), 'utf8'));

export async function flawed() {
  const app = Fastify({ bodyLimit: 20_000_000 });
  app.addHook('onRequest', versions);
  app.setErrorHandler(everythingTold);
  await app.register(cookie);
  await anyOrigin(app);
  await allFiles(app);
  app.get('/openapi.json', () => document);
  await app.register(tokens);
  await app.register(openAccounts);
  await app.register(async (guarded) => {
    guarded.addHook('onRequest', requireAnyToken);
    await guarded.register(wholeUsers);
    await guarded.register(openWrites);
    await guarded.register(openLookups);
    await guarded.register(anyonesNotes, { prefix: '/notes' });
    await guarded.register(openAdmin, { prefix: '/admin' });
    await guarded.register(openPreviews, { prefix: '/previews' });
    await guarded.register(openAvatars, { prefix: '/avatars' });
    await guarded.register(openGraphql);
  });
  return app;
}
