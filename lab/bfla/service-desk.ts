import { Hono } from 'hono';
import type { Identity } from '../../src/identities/identity.ts';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

/** A customer of a repair shop: device RP-1001 is hers. */
export const ines: Identity = {
  name: 'ines',
  credentials: [{ kind: 'bearer', token: 'ines-token-8Kd' }],
};

const DEVICES = ['RP-1001', 'RP-1002', 'RP-1003', 'RP-1004'].map((serial, at) => ({
  serial,
  model: ['Kettle', 'Toaster', 'Radio', 'Lamp'][at],
  problem: ['leaks', 'sparks', 'mute', 'dark'][at],
}));
const PEOPLE = ['ines', 'omar', 'lena', 'petr'].map((name, at) => ({
  name,
  phone: `+49 160 555 11${at}7`,
  email: `${name}@post.example`,
}));

export interface Desk {
  /** What each path answers to every customer; all else below `/api` is refused to her. */
  readonly serves: Readonly<Record<string, unknown>>;
  /** Paths that are refused to her: for the desk alone. */
  readonly refuses: readonly string[];
  /** Served without a login. */
  readonly isPublic?: boolean;
}

export const DESK = {
  /** Where every customer can be reached. */
  people: PEOPLE,
  /** The same as a table. */
  table: `name,email,phone\n${PEOPLE.map(({ name, email, phone }) => `${name},${email},${phone}`).join('\n')}\n`,
  /** Every device. */
  devices: DEVICES,
} as const;

/** Customers read their own devices; the desk has places of its own, of which nothing says for whom they are. */
export function serviceDesk({ serves, refuses, isPublic = false }: Desk): LabApp {
  const app = new Hono();
  app.use('*', async (c, next) =>
    c.req.header('Authorization') === 'Bearer ines-token-8Kd' || (isPublic && c.req.path in serves)
      ? next()
      : c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' }),
  );
  app.get('/api/me', (c) => c.json({ user: PEOPLE[0] }));
  app.get('/api/devices', (c) => c.json(DEVICES.slice(0, 1)));
  app.get('/api/devices/:serial', (c) =>
    c.req.param('serial') === 'RP-1001' ? c.json(DEVICES[0]) : c.json({ error: 'not found' }, 404),
  );
  for (const [path, held] of Object.entries(serves))
    app.get(path, (c) =>
      typeof held === 'string' ? c.text(held, 200, { 'Content-Type': 'text/csv' }) : c.json(held as object),
    );
  for (const path of refuses) app.get(path, (c) => c.json({ error: 'not for you' }, 403));
  return {
    routes: app,
    openapi: documented({
      'GET /api/me': {},
      'GET /api/devices': {},
      'GET /api/devices/{serial}': { parameters: [pathParameter('serial', 'RP-1001')] },
      ...Object.fromEntries([...Object.keys(serves), ...refuses].map((path) => [`GET ${path}`, {}])),
    }),
  };
}
