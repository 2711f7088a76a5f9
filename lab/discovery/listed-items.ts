import { Hono } from 'hono';
import type { LabApp } from '../app.ts';

const ROWS = {
  parcels: [{ parcel_no: 'PX-2031-07', customer_id: 9, weight: 4 }],
  news: [{ customer_id: 9, title: 'no identifier of its own' }],
  rooms: [{ id: 'blue' }, { id: 'red' }],
};

/** Lists that a page names; only an answer shows what lies below them, and what belongs to that. */
export const listedItems: LabApp = {
  routes: new Hono()
    .get('/', (c) => c.html('<script src="/app.js"></script>'))
    .get('/app.js', (c) =>
      c.body(
        "fetch('/api'); fetch('/api/parcels'); fetch('/api/news'); fetch('/api/rooms'); fetch('/api/meters');" +
          "fetch('/api/visits?state=' + s); fetch('/api/visits?guest_id=' + g); fetch('/api/basket', { headers: { 'X-Basket-Id': b } });",
        200,
        { 'Content-Type': 'text/javascript' },
      ),
    )
    .get('/api/parcels', (c) => c.json({ data: ROWS.parcels, total: 1 }))
    .get('/api/parcels/:no', (c) =>
      c.req.param('no') === 'PX-2031-07'
        ? c.json({ parcel_no: 'PX-2031-07', label_url: '/api/parcels/PX-2031-07/labels/55' })
        : c.json({ error: 'not found' }, 404),
    )
    .get('/api/parcels/:no/labels/:id', (c) => c.json({ id: Number(c.req.param('id')) }))
    .get('/api', (c) => c.json({ legacy: '/old/readings?meter={serial}' }))
    .get('/api/news', (c) => c.json(ROWS.news))
    .get('/api/rooms', (c) => c.json(ROWS.rooms))
    .get('/api/visits', (c) => c.json({ visits: [] }))
    .get('/api/basket', (c) => c.json({ items: [] }))
    .get('/api/meters', (c) =>
      c.json([{ serial: 'MT-00017', picture_url: '/api/meters/MT-00017/picture.txt' }]),
    )
    .get('/api/meters/:serial/picture.txt', (c) => c.text(`the dial of ${c.req.param('serial')}`)),
};
