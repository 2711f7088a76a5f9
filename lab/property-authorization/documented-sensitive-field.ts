import { serving } from '../data-exposure/serving.ts';
import { documentOf, objectOf, reads, TEXT } from './documents.ts';

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
