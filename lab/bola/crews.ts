import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';
import { BEARER, REGISTERING, registering, secured, TEXT, takes } from './registering.ts';

interface Manners {
  /** Who may change what somebody is in a crew. */
  readonly ranks: 'captain' | 'anybody-in-it';
  /** What a captain and a sailor are called; names of duties give nobody more rights. */
  readonly words?: readonly [first: string, later: string];
}

interface Crew {
  readonly id: string;
  readonly boat: string;
  readonly people: { readonly account_id: string; access: string }[];
}

/** People register, found crews and take others in. */
export function crews({
  ranks,
  words = ['admin', 'sailor'],
}: Manners): LabApp & { readonly left: () => number } {
  const [first, later] = words;
  const all = new Map<string, Crew>();
  const { accounts, routes: app, asker, body } = registering();
  const placeOf = (crew: Crew | undefined, c: Context) =>
    crew?.people.find(({ account_id }) => account_id === asker(c)?.id);
  const crewOf = (c: Context) => {
    const crew = all.get(c.req.param('crewId') ?? '');
    return placeOf(crew, c) ? crew : undefined;
  };
  const none = (c: Context) => c.json({ error: 'none' }, 404);
  const mayNot = (c: Context) => c.json({ error: 'For the captain' }, 403);
  app.get('/crews', (c) => c.json({ data: [...all.values()].filter((crew) => placeOf(crew, c)) }));
  app.post('/crews', async (c) => {
    const { boat } = await body(c);
    if (typeof boat !== 'string') return c.json({ error: 'boat' }, 422);
    const crew = { id: randomUUID(), boat, people: [{ account_id: asker(c)?.id ?? '', access: first }] };
    all.set(crew.id, crew);
    return c.json(crew, 201);
  });
  app.get('/crews/:crewId', (c) => {
    const crew = crewOf(c);
    return crew ? c.json(crew) : none(c);
  });
  app.delete('/crews/:crewId', (c) => {
    const crew = crewOf(c);
    if (!crew) return none(c);
    if (placeOf(crew, c)?.access !== first) return mayNot(c);
    all.delete(crew.id);
    return c.body(null, 204);
  });
  app.post('/crews/:crewId/people', async (c) => {
    const crew = crewOf(c);
    const account_id = String((await body(c)).account_id ?? '');
    if (!crew) return none(c);
    if (placeOf(crew, c)?.access !== first) return mayNot(c);
    if (!accounts.has(account_id)) return c.json({ error: 'account_id' }, 422);
    crew.people.push({ account_id, access: later });
    return c.json(crew, 201);
  });
  app.put('/crews/:crewId/people/:account_id', async (c) => {
    const crew = crewOf(c);
    const one = crew?.people.find(({ account_id }) => account_id === c.req.param('account_id'));
    if (!crew || !one) return none(c);
    if (ranks === 'captain' && placeOf(crew, c)?.access !== first) return mayNot(c);
    const { access } = await body(c);
    if (!words.includes(String(access))) return c.json({ error: 'access' }, 422);
    one.access = String(access);
    return c.json(crew);
  });
  const crew = { ...secured, parameters: [pathParameter('crewId', randomUUID())] };
  const person = { ...secured, parameters: [...crew.parameters, pathParameter('account_id', randomUUID())] };
  const openapi = documented(
    {
      ...REGISTERING,
      'GET /crews': secured,
      'POST /crews': { ...secured, ...takes({ boat: TEXT }) },
      'GET /crews/{crewId}': crew,
      'DELETE /crews/{crewId}': crew,
      'POST /crews/{crewId}/people': { ...crew, ...takes({ account_id: TEXT }) },
      'PUT /crews/{crewId}/people/{account_id}': {
        ...person,
        ...takes({ access: { type: 'string', enum: words } }),
      },
    },
    BEARER,
  );
  return { routes: app, openapi, left: () => all.size + accounts.size };
}

export const raisedByAnybody = crews({ ranks: 'anybody-in-it' });
export const raisedByCaptain = crews({ ranks: 'captain' });
/** Duties on board, which everybody swaps. */
export const duties = crews({ ranks: 'anybody-in-it', words: ['cook', 'lookout'] });
