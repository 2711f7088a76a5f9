import type { LabApp } from '../app.ts';
import { KEY, keyDocument, notes } from './key-service.ts';

export const readsQuery: LabApp = {
  routes: notes(
    ({ key, url }) => key === KEY || new URL(url, 'http://lab').searchParams.get('api_key') === KEY,
  ),
  openapi: keyDocument(),
};
export const readsAnyQuery: LabApp = {
  routes: notes(({ key, url }) => key === KEY || url.includes('?')),
  openapi: keyDocument(),
};
