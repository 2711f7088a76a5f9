import type { LabApp } from '../app.ts';
import { ABSENT, KEY, keyDocument, listener, NOTES, REFUSED } from './key-service.ts';

export const served = (headers: Readonly<Record<string, string>>): LabApp => ({
  routes: listener(({ path, key }) => {
    if (path !== '/notes') return ABSENT;
    return key === KEY ? { status: 200, body: NOTES, headers } : REFUSED;
  }),
  openapi: keyDocument(),
});
