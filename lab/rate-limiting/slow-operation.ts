import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const openapi = documented({ 'GET /report': {} });
const after =
  (delayOf: (asked: number) => number): (() => LabApp) =>
  () => {
    let asked = 0;
    return {
      openapi,
      routes: new Hono().get('/report', async (c) => {
        asked += 1;
        await wait(delayOf(asked));
        return c.json({ total: 7 });
      }),
    };
  };

export const slow = after(() => 2_050);
export const onceSlow = after((asked) => (asked === 1 ? 2_050 : 0));
