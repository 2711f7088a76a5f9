import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

const openapi = documented({ 'GET /meters': {}, 'GET /readings': {} });

function readings(answer: (asked: number) => number): LabApp {
  let asked = 0;
  return {
    openapi,
    routes: new Hono()
      .get('/meters', (c) => c.json([{ id: 7, place: 'cellar' }]))
      .get('/readings', (c) => {
        asked += 1;
        return answer(asked) === 500 ? c.json({ error: 'internal' }, 500) : c.json([{ kwh: 3 }]);
      }),
  };
}

export const breaks = readings(() => 500);
export const works = readings(() => 200);
/** The first answers only: a cold start. */
export const breaksAtFirst = (): LabApp => readings((asked) => (asked < 3 ? 500 : 200));
/** Nothing works: there is nobody to blame a request for. */
export const nothingWorks: LabApp = {
  openapi,
  routes: new Hono().get('*', (c) => c.json({ error: 'down' }, 500)),
};
