import type { LabApp } from '../app.ts';
import { ABSENT, type Asked, KEY, keyDocument, listener, NOTES, REFUSED } from './key-service.ts';

/** A gateway that checks exactly `/notes`, before a router that is more generous about spelling. */
function behindGateway(routes: (path: string) => boolean): LabApp {
  return {
    routes: listener(({ path, key }: Asked) => {
      if (path === '/notes' && key !== KEY) return REFUSED;
      return routes(path) ? { status: 200, body: NOTES } : ABSENT;
    }),
    openapi: keyDocument(),
  };
}

export const forgivesCase = behindGateway((path) => path.toLowerCase() === '/notes');
export const forgivesSlash = behindGateway((path) => path.replace(/\/+$/, '') === '/notes');
export const mergesSlashes = behindGateway((path) => path.replace(/\/+/g, '/') === '/notes');
export const decodes = behindGateway((path) => safeDecode(path) === '/notes');
export const dropsParameters = behindGateway((path) => path.replace(/;[^/]*/g, '') === '/notes');

/** As generous, but checks after routing. */
export const checksAfterRouting: LabApp = {
  routes: listener(({ path, key }) => {
    if (
      safeDecode(path)
        .toLowerCase()
        .replace(/\/+/g, '/')
        .replace(/(.)\/$/, '$1') !== '/notes'
    )
      return ABSENT;
    return key === KEY ? { status: 200, body: NOTES } : REFUSED;
  }),
  openapi: keyDocument(),
};
/** Every spelling that is not known gets the application's JSON start page. */
export const jsonCatchAll: LabApp = {
  routes: listener(({ path, key }) => {
    if (path === '/notes' && key !== KEY) return REFUSED;
    return { status: 200, body: path === '/notes' ? NOTES : { app: 'notes', see: path } };
  }),
  openapi: keyDocument(),
};

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
