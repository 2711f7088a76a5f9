import { Hono } from 'hono';
import type { Identity } from '../../src/identities/identity.ts';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

/** Ada owns the red team and is a member of the blue one. */
export const ada: Identity = { name: 'ada', credentials: [{ kind: 'bearer', token: 'ada-token-5Tq' }] };

const TEAMS = [
  { id: 41, name: 'red', owner: 'ada' },
  { id: 42, name: 'blue', owner: 'eve' },
];
const FIGURES = [
  { name: 'Ada', email: 'ada@lab.example', amount: 25 },
  { name: 'Eve', email: 'eve@lab.example', amount: 13 },
];

export interface Doors {
  /** Paths whose right nobody checks. */
  readonly open?: readonly string[];
  /** Words that the document has for both parts of a team. */
  readonly said?: string;
  /** Words for both reports. */
  readonly reports?: string;
}

/** Teams with a log and a bill for their owners, reports for the office, and a list with its export. */
export function teamRooms({
  open = [],
  said = 'Team owners only.',
  reports = 'Staff only',
}: Doors = {}): LabApp {
  const app = new Hono();
  app.use('*', async (c, next) =>
    c.req.header('Authorization') === 'Bearer ada-token-5Tq'
      ? next()
      : c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' }),
  );
  app.get('/teams', (c) => c.json(TEAMS));
  for (const part of ['audit-log', 'billing'])
    app.get(`/teams/:id/${part}`, (c) => {
      const team = TEAMS.find(({ id }) => String(id) === c.req.param('id'));
      if (!team) return c.json({ error: 'not found' }, 404);
      return team.owner === 'ada' || open.includes(part)
        ? c.json({ team: team.name, lines: FIGURES })
        : c.json({ error: 'forbidden' }, 403);
    });
  for (const path of ['/reports/daily', '/reports/stock', '/guests', '/guests/export'])
    app.get(path, (c) =>
      open.includes(path) ? c.json({ path, lines: FIGURES }) : c.json({ error: 'forbidden' }, 403),
    );
  const team = {
    description: said,
    parameters: [{ name: 'teamId', in: 'path', required: true, schema: { type: 'integer' } }],
  };
  return {
    routes: app,
    openapi: documented({
      'GET /teams': {},
      'GET /teams/{teamId}/audit-log': team,
      'GET /teams/{teamId}/billing': team,
      'GET /reports/daily': { summary: `Takings of the day (${reports})` },
      'GET /reports/stock': { summary: `What is in stock (${reports})` },
      'GET /guests': {},
      'GET /guests/export': {},
    }),
  };
}
