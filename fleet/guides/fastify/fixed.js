import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accounts } from './accounts.js';
import { writes } from './assignment.js';
import { crossOrigin } from './cors.js';
import { notFound, problems } from './errors.js';
import { publicFiles } from './files.js';
import { admin } from './functions.js';
import { graphql } from './graphql.js';
import { noStore, secureHeaders } from './headers.js';
import { lookups } from './injection.js';
import { requireUser, tokens } from './jwt.js';
import { limits } from './limits.js';
import { notes } from './ownership.js';
import { previews } from './previews.js';
import { users } from './properties.js';
import { httpsOnly } from './transport.js';
import { avatarRemoval, avatars } from './uploads.js';
import { strictFastify } from './validation.js';

const document = JSON.parse(readFileSync(join(import.meta.dirname, '../openapi.json'), 'utf8'));

export async function fixed() {
  const app = strictFastify({
    trustProxy: 'loopback',
    logger: { level: 'error' },
    frameworkErrors: problems,
  });
  app.addHook('onRequest', httpsOnly);
  app.setErrorHandler(problems);
  await app.register(secureHeaders);
  await crossOrigin(app);
  await app.register(limits);
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, notFound);
  await publicFiles(app);
  app.get('/openapi.json', () => document);
  // region: order
  await app.register(tokens);
  await app.register(accounts); // open: POST /register and POST /login

  await app.register(async (guarded) => {
    // Before the routes: this hook holds for everything that is registered in here.
    guarded.addHook('onRequest', requireUser);
    guarded.addHook('onRequest', noStore);
    await guarded.register(users);
    await guarded.register(writes);
    await guarded.register(lookups);
    await guarded.register(notes, { prefix: '/notes' });
    await guarded.register(admin, { prefix: '/admin' });
    await guarded.register(previews, { prefix: '/previews' });
    await guarded.register(avatars, { prefix: '/avatars' });
    await guarded.register(avatarRemoval, { prefix: '/avatars' });
    await guarded.register(graphql);
  });
  // endregion
  return app;
}
