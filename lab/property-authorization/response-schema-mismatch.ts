import { serving } from '../data-exposure/serving.ts';
import { documentOf, NUMBER, objectOf, reads, TEXT } from './documents.ts';

const document = documentOf({
  '/users/me': reads(objectOf({ id: NUMBER, name: TEXT }, { required: ['id', 'name'] })),
});

export const wrongType = serving({ '/users/me': { id: 'one', name: 'Ada' } }, document);
export const missing = serving({ '/users/me': { id: 1 } }, document);
export const right = serving({ '/users/me': { id: 1, name: 'Ada', more: true } }, document);
export const failing = serving({ '/users/me': (c) => c.json({ error: 'no' }, 500) }, document);
