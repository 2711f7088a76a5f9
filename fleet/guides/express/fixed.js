import { fileURLToPath } from 'node:url';
import express from 'express';
import { accounts } from './accounts.js';
import { me } from './assignment.js';
import { crossOrigin } from './cors.js';
import { notFound, problems } from './errors.js';
import { publicFiles } from './files.js';
import { admin } from './functions.js';
import { graphql } from './graphql.js';
import { noStore, secureHeaders } from './headers.js';
import { lookups } from './injection.js';
import { requireUser } from './jwt.js';
import { perAddress, perUser } from './limits.js';
import { notes } from './ownership.js';
import { previews } from './previews.js';
import { users } from './properties.js';
import { httpsOnly } from './transport.js';
import { avatars } from './uploads.js';

const document = fileURLToPath(new URL('../openapi.json', import.meta.url));

export const fixed = express();
fixed.set('trust proxy', 'loopback');
fixed.use(httpsOnly, secureHeaders, crossOrigin, perAddress);
fixed.use(publicFiles);
fixed.get('/openapi.json', (_req, res) => res.sendFile(document));
fixed.use(noStore, express.json({ limit: '20kb' }));
// region: order
// Open: what stands before the guard.
fixed.use(accounts); // POST /register and POST /login
// Everything below asks for a token, unknown paths too.
fixed.use(requireUser, perUser);
fixed.use('/me', me);
fixed.use('/users', users);
fixed.use(lookups);
fixed.use('/notes', notes);
fixed.use('/admin', admin);
fixed.use('/previews', previews);
fixed.use('/avatars', avatars);
fixed.use('/graphql', graphql);
fixed.use(notFound);
fixed.use(problems);
// endregion
