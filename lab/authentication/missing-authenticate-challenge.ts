import type { LabApp } from '../app.ts';
import { listener } from './key-service.ts';

export const speechless: LabApp = {
  routes: listener(() => ({ status: 401, body: { error: 'unauthorized' } })),
};
export const forbidding: LabApp = { routes: listener(() => ({ status: 403, body: { error: 'forbidden' } })) };
