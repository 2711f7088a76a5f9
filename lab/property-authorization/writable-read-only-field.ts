import { serving } from '../data-exposure/serving.ts';
import { documentOf, objectOf, reads, TEXT, writes } from './documents.ts';

const list = { '/items': reads({ type: 'array' }) };
const made = (path: string, properties: Record<string, object>) =>
  serving({ '/items': [] }, documentOf({ ...list, [path]: writes('post', objectOf(properties)) }));

export const role = made('/register', { name: TEXT, role: TEXT });
export const created = made('/orders', { item: TEXT, created_at: TEXT });
export const readOnly = made('/register', {
  name: TEXT,
  role: { type: 'string', readOnly: true },
  created_at: { type: 'string', readOnly: true },
});
export const administration = made('/admin/users', { name: TEXT, role: TEXT });
