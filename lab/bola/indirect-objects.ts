import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';
import { userOf } from './orders-api.ts';

/** Where one user's objects are served to another. */
export type Indirect =
  | 'script'
  | 'plural'
  | 'abbreviation'
  | 'revision'
  | 'preview'
  | 'deliveries'
  | 'letter'
  | 'basket'
  | 'JSON:API';

interface Person {
  readonly id: number;
  readonly staff_no: string;
  readonly name: string;
  readonly team: string;
}
const PEOPLE: readonly Person[] = [
  { id: 7, staff_no: 'S-0417', name: 'Ada Marsh', team: 'north' },
  { id: 8, staff_no: 'S-0433', name: 'Bob Hale', team: 'south' },
];

const bearer = { type: 'http', scheme: 'bearer' };
const path = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });
const text = (name: string, required = true) => ({ ...path(name), in: 'query', required });

/** Objects whose operations say by neither the name nor the place of a parameter what it names. */
export function indirectObjects(open?: Indirect): LabApp {
  const routes = new Hono();
  const absent = { error: 'not found' };
  const asker = (c: Context) =>
    PEOPLE.find(({ id }) => id === userOf(c.req.header('Authorization'))) as Person;
  const may = (c: Context, owner: Person | undefined, kind: Indirect) =>
    owner !== undefined && (open === kind || owner === asker(c));
  routes.use(async (c, next) => {
    if (userOf(c.req.header('Authorization')) === undefined)
      return c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' });
    return next();
  });
  routes.get('/me', (c) => c.json(asker(c)));

  // `/payslip.php?id=` beside `/payslips`.
  routes.get('/payslips', (c) => c.json([{ id: asker(c).id * 100 + 1, month: '2031-04' }]));
  routes.get('/payslip.php', (c) => {
    const owner = PEOPLE.find(({ id }) => String(id * 100 + 1) === c.req.query('id'));
    return owner && may(c, owner, 'script')
      ? c.json({ status: 'ok', payslip: { month: '2031-04', net: owner.id * 300, employee_id: owner.id } })
      : c.json(absent, 404);
  });

  // Several at once.
  routes.get('/meters', (c) => c.json({ items: [{ serial: `MT-00${asker(c).id}1` }] }));
  routes.get('/meters/:serial', (c) => {
    const owner = PEOPLE.find(({ id }) => `MT-00${id}1` === c.req.param('serial'));
    return owner === asker(c)
      ? c.json({ serial: c.req.param('serial'), place: owner.team })
      : c.json(absent, 404);
  });
  routes.get('/readings', (c) => {
    const serials = (c.req.query('serials') ?? '').split(',');
    const rows = PEOPLE.filter((one) => serials.includes(`MT-00${one.id}1`) && may(c, one, 'plural'));
    return rows.length > 0
      ? c.text(`serial,watts\n${rows.map(({ id }) => `MT-00${id}1,${id * 113}`).join('\n')}\n`)
      : c.json(absent, 404);
  });

  // `?staff=` of what every record calls `staff_no`.
  routes.get('/roster', (c) => {
    const owner = PEOPLE.find(({ staff_no }) => staff_no === (c.req.query('staff') ?? asker(c).staff_no));
    return owner && may(c, owner, 'abbreviation')
      ? c.json({ shifts: [{ id: owner.id * 9, from: `2031-05-0${owner.id}`, staff_no: owner.staff_no }] })
      : c.json(absent, 404);
  });

  // Each draft counts its own revisions, and has a page beside the API.
  const draftOf = (c: Context) => PEOPLE.find(({ id }) => String(id * 11) === c.req.param('id'));
  routes.get('/api/drafts', (c) =>
    c.json({ drafts: [{ id: asker(c).id * 11, title: `By ${asker(c).team}` }] }),
  );
  routes.get('/api/drafts/:id', (c) =>
    draftOf(c) === asker(c) ? c.json({ id: asker(c).id * 11, text: 'not done yet' }) : c.json(absent, 404),
  );
  routes.get('/api/drafts/:id/revisions', (c) =>
    draftOf(c) === asker(c) ? c.json([{ rev: 1 }, { rev: 2 }]) : c.json(absent, 404),
  );
  routes.get('/api/drafts/:id/revisions/:rev', (c) => {
    const owner = draftOf(c);
    return owner && may(c, owner, 'revision') && /^[12]$/.test(c.req.param('rev'))
      ? c.json({ rev: Number(c.req.param('rev')), text: `what the ${owner.team} thinks` })
      : c.json(absent, 404);
  });
  routes.get('/drafts/:id/preview', (c) => {
    const owner = draftOf(c);
    return owner && may(c, owner, 'preview')
      ? c.html(`<!doctype html><title>Draft</title><p>what the ${owner.team} thinks</p>`)
      : c.json(absent, 404);
  });

  // Numbers out of a list below something of one's own.
  routes.get('/teams', (c) => c.json([{ id: asker(c).team }]));
  routes.get('/teams/:id/hooks', (c) =>
    c.req.param('id') === asker(c).team
      ? c.json([{ id: asker(c).id * 31 }])
      : c.json({ error: 'forbidden' }, 403),
  );
  routes.get('/hooks/:id/deliveries', (c) => {
    const owner = PEOPLE.find(({ id }) => String(id * 31) === c.req.param('id'));
    return owner && may(c, owner, 'deliveries')
      ? c.json([{ at: '2031-01-01', sent: `to the ${owner.team}` }])
      : c.json(absent, 404);
  });

  // The person is compared, what is below is looked up by its own number.
  routes.get('/people/:id', (c) =>
    c.req.param('id') === String(asker(c).id)
      ? c.json({ ...asker(c), letters: [{ id: asker(c).id * 17 }] })
      : c.json(absent, 404),
  );
  routes.get('/people/:id/letters/:letter', (c) => {
    const owner = PEOPLE.find(({ id }) => String(id * 17) === c.req.param('letter'));
    return owner && c.req.param('id') === String(asker(c).id) && may(c, owner, 'letter')
      ? c.text(`Dear ${owner.name}, this is for employee ${owner.id} only.`)
      : c.json(absent, 404);
  });

  // A header says which basket.
  routes.get('/baskets', (c) => c.json([{ basket_id: asker(c).id * 19 }]));
  routes.get('/basket', (c) => {
    const wanted = c.req.header('X-Basket-Id') ?? String(asker(c).id * 19);
    const owner = PEOPLE.find(({ id }) => String(id * 19) === wanted);
    return owner && may(c, owner, 'basket')
      ? c.json({ basket_id: owner.id * 19, customer: owner.id, items: ['soap'] })
      : c.json(absent, 404);
  });

  const resource = ({ id }: Person) => ({
    type: 'visits',
    id: String(id * 23),
    attributes: { room: `room ${id}` },
    relationships: { patient: { data: { type: 'patients', id: String(id) } } },
  });
  routes.get('/me/visits', (c) => c.json({ data: [resource(asker(c))] }));
  routes.get('/visits/:id', (c) => {
    const owner = PEOPLE.find(({ id }) => String(id * 23) === c.req.param('id'));
    return owner && may(c, owner, 'JSON:API') ? c.json({ data: resource(owner) }) : c.json(absent, 404);
  });

  return {
    routes,
    openapi: documented(
      {
        'GET /me': {},
        'GET /payslips': {},
        'GET /payslip.php': { parameters: [text('id')] },
        'GET /meters': {},
        'GET /meters/{serial}': { parameters: [path('serial')] },
        'GET /readings': { parameters: [text('serials')] },
        'GET /roster': { parameters: [text('staff', false)] },
        'GET /api/drafts': {},
        'GET /api/drafts/{id}': { parameters: [path('id')] },
        'GET /api/drafts/{id}/revisions': { parameters: [path('id')] },
        'GET /api/drafts/{id}/revisions/{rev}': { parameters: [path('id'), path('rev')] },
        'GET /drafts/{id}/preview': { parameters: [path('id')] },
        'GET /teams': {},
        'GET /teams/{id}/hooks': { parameters: [path('id')] },
        'GET /hooks/{id}/deliveries': { parameters: [path('id')] },
        'GET /people/{id}': { parameters: [path('id')] },
        'GET /people/{id}/letters/{letter}': { parameters: [path('id'), path('letter')] },
        'GET /baskets': {},
        'GET /basket': { parameters: [{ ...text('X-Basket-Id', false), in: 'header' }] },
        'GET /me/visits': {},
        'GET /visits/{id}': { parameters: [path('id')] },
      },
      { components: { securitySchemes: { bearer } }, security: [{ bearer: [] }] },
    ),
  };
}
