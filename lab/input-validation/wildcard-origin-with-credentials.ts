import { Hono } from 'hono';
import type { LabApp } from '../app.ts';

const answering = (headers: Record<string, string>): LabApp => ({
  routes: new Hono().get('/me', (c) => c.json({ id: 7, name: 'Ada' }, 200, headers)),
});

export const both = answering({
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Credentials': 'true',
});
/** What a public API is meant to send. */
export const onlyPublic = answering({ 'Access-Control-Allow-Origin': '*' });
