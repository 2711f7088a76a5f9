import { serving } from '../data-exposure/serving.ts';
import { documentOf, NUMBER, objectOf, reads, TEXT } from './documents.ts';

const USER = objectOf({ id: NUMBER, name: TEXT });

export const ordinary = serving(
  { '/users/me': { id: 1, name: 'Ada', nickname: 'A' } },
  documentOf({ '/users/me': reads(USER) }),
);
export const sensitive = serving(
  { '/users': [{ id: 1, name: 'Ada', resetToken: 'k7Jq2mVw' }] },
  documentOf({ '/users': reads({ type: 'array', items: USER }) }),
);
export const declared = serving(
  { '/users/me': { id: 1, name: 'Ada' } },
  documentOf({ '/users/me': reads(USER) }),
);
export const map = serving(
  { '/rates': { EUR: 1, USD: 2 } },
  documentOf({ '/rates': reads({ type: 'object', additionalProperties: { type: 'number' } }) }),
);
export const unnamed = serving({ '/any': { a: 1 } }, documentOf({ '/any': reads({ type: 'object' }) }));
export const undocumented = serving({ '/users/me': { id: 1 } });
/** A login gives out a token, which its document forgot. */
export const loginToken = serving(
  { '/auth/token': { name: 'Ada', auth_token: 'k7Jq2mVw' } },
  documentOf({ '/auth/token': reads(objectOf({ name: TEXT })) }),
);
