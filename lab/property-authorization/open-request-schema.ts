import { serving } from '../data-exposure/serving.ts';
import { documentOf, objectOf, reads, TEXT, writes } from './documents.ts';

const list = { '/items': { ...reads({ type: 'array' }) } };

export const open = serving(
  { '/items': [] },
  documentOf({ ...list, '/users': writes('post', objectOf({ name: TEXT }, { additionalProperties: true })) }),
);
export const unsaid = serving(
  { '/items': [] },
  documentOf({ ...list, '/users': writes('post', objectOf({ name: TEXT })) }),
);
export const closed = serving(
  { '/items': [] },
  documentOf({
    ...list,
    '/users': writes('post', objectOf({ name: TEXT }, { additionalProperties: false })),
  }),
);
