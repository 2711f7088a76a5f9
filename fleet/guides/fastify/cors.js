// region: fixed
import cors from '@fastify/cors';

/** Before all routes: `await crossOrigin(app)`. */
export const crossOrigin = (app) =>
  app.register(cors, {
    // Whole origins, compared as texts: no prefixes, no regular expressions, not "null".
    origin: ['https://app.example.com', 'https://admin.example.com'],
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type'],
    credentials: true,
    maxAge: 600,
  });
// endregion

/** The flaw: every origin is repeated, with credentials. */
export const anyOrigin = (app) => app.register(cors, { origin: true, credentials: true });
