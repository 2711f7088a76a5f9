import { z } from 'zod';
import { identityConfig, MOST_OTHERS } from '../config/schema.ts';

const text = z.string().optional();
const headers = z.looseObject({}).optional();

/** A credential as assistants are told of it: shorter than what checks it, because it is in their mind all the time. */
const told = z.looseObject({
  name: text,
  role: text.describe('such as admin or user'),
  bearer: text,
  basic: text.describe('user:password'),
  apiKey: text.describe('NAME=VALUE, query:NAME=VALUE or cookie:NAME=VALUE'),
  cookie: text.describe('a=b; c=d'),
  headers,
  cert: text.describe('path to PEM, as are key and ca'),
  key: text,
  passphrase: text,
  login: z
    .looseObject({
      request: z.string().describe('such as POST /login'),
      json: z.any().optional(),
      form: headers,
      headers,
      token: text.describe('/data/token, header:NAME or cookie'),
      send: text.describe('"Authorization: Token {token}", query:NAME={token} or cookie:NAME={token}'),
    })
    .optional()
    .describe('a request whose answer gives the token or cookies'),
  oauth: z
    .looseObject({})
    .optional()
    .describe(
      'OAuth 2, texts: tokenUrl or issuer, clientId, clientSecret, scope, audience, username, password, refreshToken, accessToken, send',
    ),
});

export const credentialArgument = told
  .pipe(identityConfig)
  .optional()
  .describe('who is asking. Write secrets as env:NAME, so that they need not pass through you');

export const othersArgument = z
  .array(z.looseObject({}).pipe(identityConfig))
  .max(MOST_OTHERS)
  .default([])
  .describe('further users, each written as "credential", to test one against the other');
