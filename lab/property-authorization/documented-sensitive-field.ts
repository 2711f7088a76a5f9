import { serving } from '../data-exposure/serving.ts';
import { documentOf, objectOf, reads, TEXT } from './documents.ts';

const hashed = documentOf({ '/users/me': reads(objectOf({ name: TEXT, passwordHash: TEXT })) });
export const kept = serving(
  { '/users/me': { name: 'ada', passwordHash: '9fceb02d0ae598e95dc970b74767f193' } },
  hashed,
);
export const masked = serving({ '/users/me': { name: 'ada', passwordHash: '********' } }, hashed);
/** The document guesses what a change of password answers: it answers nothing. */
export const guessed = serving(
  { '/users/me': { name: 'ada' } },
  documentOf({
    '/users/me': reads(objectOf({ name: TEXT })),
    '/users/password': { post: reads(objectOf({ newPassword: TEXT, currentPassword: TEXT })).get },
  }),
);
export const promised = serving(
  { '/users/me': {} },
  documentOf({ '/users/me': reads(objectOf({ name: TEXT, passwordHash: TEXT })) }),
);
export const writeOnly = serving(
  { '/users/me': {} },
  documentOf({ '/users/me': reads(objectOf({ name: TEXT, password: { type: 'string', writeOnly: true } })) }),
);
export const ordinary = serving(
  { '/users/me': {} },
  documentOf({ '/users/me': reads(objectOf({ name: TEXT, passwordChangedAt: TEXT })) }),
);
