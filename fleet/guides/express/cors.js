// region: fixed
import cors from 'cors';

/** Whole origins, compared as texts: no prefixes, no regular expressions, not "null". */
const ORIGINS = ['https://app.example.com', 'https://admin.example.com'];

export const crossOrigin = cors({
  origin: ORIGINS,
  methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowedHeaders: ['Authorization', 'Content-Type'],
  credentials: true,
  maxAge: 600,
});
// endregion

/** The flaw: every origin is repeated, with credentials. */
export const anyOrigin = cors({ origin: true, credentials: true });
