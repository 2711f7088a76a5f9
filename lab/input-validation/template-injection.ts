import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';

const openapi = documented({ 'GET /hello': { parameters: [query('name', {}, { example: 'Ada' })] } });
const worked = (value: string, notation: RegExp) =>
  value.replace(notation, (_all, left: string, right: string) => String(Number(left) * Number(right)));

const answering = (render: (name: string) => string): LabApp => ({
  openapi,
  routes: new Hono().get('/hello', (c) => c.text(`Hello ${render(c.req.query('name') ?? '')}`)),
});

export const inJinja = answering((name) => worked(name, /\{\{(\d+)\*(\d+)\}\}/g));
/** FreeMarker groups digits. */
export const inFreeMarker = answering((name) =>
  name.replace(/\$\{(\d+)\*(\d+)\}/g, (_all, left, right) =>
    (Number(left) * Number(right)).toLocaleString('en'),
  ),
);
export const asVariable = answering((name) => name);
/** Works out arithmetic for everybody, by design. */
export const calculator = answering((name) => worked(name, /(\d+)\*(\d+)/g));
