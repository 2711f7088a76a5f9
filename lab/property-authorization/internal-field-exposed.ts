import { guarded, serving } from '../data-exposure/serving.ts';

export const mongoose = serving({ '/users': [{ _id: '65f1c2', __v: 0, name: 'Ada' }] });
export const soft = serving({ '/users': [{ id: 1, deleted_at: '2026-01-01', failedLoginAttempts: 3 }] });
export const spring = serving({ '/users': [{ id: 1, _class: 'com.shop.user.User' }] });
export const admins = serving({ '/users': [{ username: 'ada', is_admin: true }] });

export const ownRecord = serving({ '/users': guarded({ username: 'ada', is_admin: false }) });
export const mapped = serving({
  '/users': [{ id: 1, name: 'Ada', version: 3, class: 'economy', admin: 'Mr. Smith', _links: {} }],
});
