import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { LabApp } from '../app.ts';

const answering = (app: Hono) => app.get('/me', (c) => c.json({ id: 7, name: 'Ada' }));

export const reflecting: LabApp = {
  routes: answering(new Hono().use(cors({ origin: (origin) => origin, credentials: true }))),
};

export const listed: LabApp = {
  routes: answering(new Hono().use(cors({ origin: ['https://app.example'], credentials: true }))),
};
