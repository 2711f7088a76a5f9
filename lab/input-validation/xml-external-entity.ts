import http from 'node:http';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { formBody } from './bodies.ts';

/** The disk of the lab: nothing here reads the real one. */
const FILES: Record<string, string> = { 'file:///etc/passwd': 'root:x:0:0:root:/root:/bin/sh\n' };

/** From loopback only, so that no test leaves the machine. */
function fetched(address: string): Promise<string> {
  return new Promise((resolve) => {
    if (!address.startsWith('http://127.0.0.1:')) return resolve('');
    const asked = http.get(address, { agent: false }, (answer) => {
      let body = '';
      answer.on('data', (part) => {
        body += String(part);
      });
      answer.on('end', () => resolve(body));
    });
    asked.on('error', () => resolve(''));
  });
}

/** Checks orders that come as XML; `open` is what its parser makes of the address of an entity. */
const checking = (
  open: (address: string) => Promise<string>,
  { shows = true, refuses = false } = {},
): LabApp => ({
  openapi: documented({
    'POST /orders/validate': formBody('application/xml', { note: { type: 'string' } }),
    'GET /ping': {},
  }),
  routes: new Hono()
    .get('/ping', (c) => c.json({ ok: true }))
    .post('/orders/validate', async (c) => {
      const written = await c.req.text();
      const address = /<!ENTITY mb SYSTEM "([^"]*)">/.exec(written)?.[1];
      if (address !== undefined && refuses) return c.json({ error: 'no document types' }, 400);
      const entity = address === undefined ? '' : await open(address);
      const note = (/<note>([^<]*)<\/note>/.exec(written)?.[1] ?? '').replace('&mb;', entity);
      return c.json(shows ? { valid: note.length < 80, note } : { valid: true });
    }),
});

export const readingFiles = checking(async (address) => FILES[address] ?? '');
export const fetching = checking(fetched);
export const fetchingBlindly = checking(fetched, { shows: false });
/** Repeats the document as it came. */
export const repeating = checking(async () => '&mb;');
/** Knows no entities. */
export const ignoring = checking(async () => '');
export const refusing = checking(async () => '', { refuses: true });
/** A manual that shows such a file, whatever comes. */
export const manual = checking(async () => 'root:x:0:0:root:/root:/bin/sh\n');
