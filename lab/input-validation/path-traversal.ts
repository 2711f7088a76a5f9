import { posix } from 'node:path';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';

const openapi = documented({ 'GET /files': { parameters: [query('name', {}, { example: 'notes.txt' })] } });
/** The disk of the lab: nothing here reads the real one. */
const FILES: Record<string, string> = {
  '/srv/files/notes.txt': 'notes',
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
export const confined = answering((name) => `/srv/files/${posix.basename(name)}`);
/** A page about system files, shown whatever is asked. */
export const manual: LabApp = {
  openapi,
  routes: new Hono().get('/files', (c) =>
    c.text('An example of /etc/passwd:\nroot:x:0:0:root:/root:/bin/sh\n'),
  ),
};
