import type { LabApp } from '../app.ts';
import { KEY, keyDocument, notes } from './key-service.ts';

export const comparesStart: LabApp = {
  routes: notes(({ key }) => key?.slice(0, 5) === KEY.slice(0, 5)),
  openapi: keyDocument(),
};
export const ignoresCase: LabApp = {
  routes: notes(({ key }) => key?.toLowerCase() === KEY.toLowerCase()),
  openapi: keyDocument(),
};
