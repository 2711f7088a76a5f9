import type { LabApp } from '../app.ts';
import { keyDocument, notes } from './key-service.ts';

export const anyKeyWillDo: LabApp = { routes: notes(({ key }) => key !== undefined), openapi: keyDocument() };
export const anyBearerWillDo: LabApp = {
  routes: notes(({ request }) => /^Bearer ./.test(request.headers.authorization ?? '')),
};
