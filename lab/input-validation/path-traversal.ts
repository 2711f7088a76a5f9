import { posix } from 'node:path';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';

const openapi = documented({ 'GET /files': { parameters: [query('name', {}, { example: 'notes.txt' })] } });
/** The disk of the lab: nothing here reads the real one. */
const FILES: Record<string, string> = {
  '/srv/files/notes.txt': 'notes',
  '/srv/files/2031/notes.txt': 'older notes',
  '/srv/files/help.json': '{"help":true}',
  '/srv/package.json': '{"name":"lab","dependencies":{"hono":"4"}}',
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1::/:/usr/sbin/nologin\n',
};

const answering = (locate: (name: string) => string): LabApp => ({
  openapi,
  routes: new Hono().get('/files', (c) => {
    const content = FILES[locate(c.req.query('name') ?? '')];
    return content === undefined ? c.json({ error: 'no such file' }, 404) : c.text(content);
  }),
});

export const joined = answering((name) => posix.join('/srv/files', name));
/** Takes “../” out once, and so puts it together from what is left. */
export const strippedOnce = answering((name) => posix.join('/srv/files', name.replaceAll('../', '')));
/** Looks first, and decodes afterwards. */
export const decodedTwice = answering((name) =>
  name.includes('../') ? '' : posix.join('/srv/files', decodeURIComponent(name)),
);
/** Adds the ending itself. */
export const endingAdded = answering((name) => posix.join('/srv/files', `${name}.json`));
/** The same, with a look at where the path leads. */
export const endingAddedConfined = answering((name) => {
  const path = posix.join('/srv/files', `${name}.json`);
  return path.startsWith('/srv/files/') ? path : '';
});
/** Looks at the beginning only. */
export const beginningKnown: LabApp = {
  openapi: documented({ 'GET /files': { parameters: [query('name', {}, { example: '2031/notes.txt' })] } }),
  routes: new Hono().get('/files', (c) => {
    const name = c.req.query('name') ?? '';
    const content = name.startsWith('2031/') ? FILES[posix.join('/srv/files', name)] : undefined;
    return content === undefined ? c.json({ error: 'no such file' }, 404) : c.text(content);
  }),
};
/** A manual that shows such a file, whatever is asked. */
export const manifestManual: LabApp = {
  openapi,
  routes: new Hono().get('/files', (c) => c.json({ example: { scripts: {}, dependencies: {} } })),
};
/** The content is a member of JSON. */
export const joinedInJson: LabApp = {
  openapi,
  routes: new Hono().get('/files', (c) => {
    const content = FILES[posix.join('/srv/files', c.req.query('name') ?? '')];
    return content === undefined ? c.json({ error: 'no such file' }, 404) : c.json({ content });
  }),
};
export const confined = answering((name) => `/srv/files/${posix.basename(name)}`);
/** A page about system files, shown whatever is asked. */
export const manual: LabApp = {
  openapi,
  routes: new Hono().get('/files', (c) =>
    c.text('An example of /etc/passwd:\nroot:x:0:0:root:/root:/bin/sh\n'),
  ),
};
