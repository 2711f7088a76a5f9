import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, pathParameter } from '../documented.ts';

interface Behaviour {
  /** Who may grant what was asked for. */
  readonly granters: 'anybody' | 'others' | 'board';
  /** What the document says of granting. */
  readonly summary?: string;
  /** What an application is when it is made. */
  readonly begins?: string;
  /** Users are each in charge of a household of their own. */
  readonly ofHouseholds?: boolean;
  /** Whether an applicant may take back what he asked for. */
  readonly removes?: boolean;
}

interface Application {
  readonly ref: number;
  readonly applicant: string;
  readonly purpose: string;
  readonly euros: number;
  stage: string;
  band: string | null;
}

const TOKENS: Readonly<Record<string, { readonly name: string; readonly role: string }>> = {
  'Bearer ada-token-5Tq': { name: 'ada', role: 'user' },
  'Bearer eve-token-2Lk': { name: 'eve', role: 'admin' },
};

/** Users ask for money; the board reads what they write and grants it, in one of three bands. */
export function grantsOffice({
  granters,
  summary = 'Grant it (board)',
  begins = 'submitted',
  ofHouseholds = false,
  removes = true,
}: Behaviour): LabApp & { readonly granted: () => number } {
  const all = new Map<number, Application>();
  const log = { next: 41, granted: 0 };
  const app = new Hono();
  const caller = (c: Context) => TOKENS[c.req.header('Authorization') ?? ''];
  const stranger = (c: Context) => c.json({ error: 'Log in first' }, 401, { 'WWW-Authenticate': 'Bearer' });
  const ownOf = (c: Context) => {
    const one = all.get(Number(c.req.param('ref')));
    const who = caller(c);
    return one && who && (one.applicant === who.name || who.role === 'admin') ? one : undefined;
  };
  app.get('/me', (c) => {
    const who = caller(c);
    return who ? c.json({ ...who, ...(ofHouseholds ? { household_id: 3 } : {}) }) : stranger(c);
  });
  app.get('/applications', (c) => {
    const who = caller(c);
    return who ? c.json([...all.values()].filter(({ applicant }) => applicant === who.name)) : stranger(c);
  });
  app.post('/applications', async (c) => {
    const who = caller(c);
    if (!who) return stranger(c);
    const { purpose, euros } = (await c.req.json()) as Record<string, unknown>;
    if (typeof purpose !== 'string' || typeof euros !== 'number')
      return c.json({ error: 'purpose, euros' }, 422);
    const one = { ref: log.next, applicant: who.name, purpose, euros, stage: begins, band: null };
    log.next += 1;
    all.set(one.ref, one);
    return c.json(one, 201);
  });
  app.get('/applications/:ref', (c) => {
    if (!caller(c)) return stranger(c);
    const one = ownOf(c);
    return one ? c.json(one) : c.json({ error: 'none' }, 404);
  });
  app.post('/applications/:ref/approve', async (c) => {
    const who = caller(c);
    if (!who) return stranger(c);
    const one = all.get(Number(c.req.param('ref')));
    const mayNot = who.role !== 'admin' && (granters === 'board' || one?.applicant === who.name);
    if (granters !== 'anybody' && mayNot) return c.json({ error: 'For the board' }, 403);
    if (!one) return c.json({ error: 'none' }, 404);
    const { band } = (await c.req.json().catch(() => ({}))) as Record<string, unknown>;
    if (!['K', 'L', 'M'].includes(String(band))) return c.json({ error: 'band' }, 422);
    if (one.stage !== begins) return c.json({ error: 'decided' }, 409);
    Object.assign(one, { stage: 'funded', band });
    log.granted += 1;
    return c.json(one);
  });
  if (removes)
    app.delete('/applications/:ref', (c) => {
      const one = ownOf(c);
      if (!one) return caller(c) ? c.json({ error: 'none' }, 404) : stranger(c);
      all.delete(one.ref);
      return c.body(null, 204);
    });
  const secured = { security: [{ bearer: [] }] };
  const one = { ...secured, parameters: [pathParameter('ref', '41', { type: 'integer' })] };
  const body = (properties: object, required: readonly string[]) => ({
    requestBody: { content: { 'application/json': { schema: { type: 'object', required, properties } } } },
  });
  const openapi = documented(
    {
      'GET /me': secured,
      'GET /applications': secured,
      'POST /applications': {
        ...secured,
        ...body({ purpose: { type: 'string' }, euros: { type: 'integer', minimum: 10 } }, [
          'purpose',
          'euros',
        ]),
      },
      'GET /applications/{ref}': one,
      'POST /applications/{ref}/approve': {
        ...one,
        summary,
        ...body({ band: { type: 'string', maxLength: 1, description: 'K to M' } }, ['band']),
      },
      ...(removes ? { 'DELETE /applications/{ref}': one } : {}),
    },
    { components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } } },
  );
  return { routes: app, openapi, granted: () => log.granted };
}

export const grantedByAnybody = grantsOffice({ granters: 'anybody', summary: 'Grant it (staff)' });
export const grantedByBoard = grantsOffice({ granters: 'board', summary: 'Grant it (staff)' });
/** The document does not say who grants; what was asked for waits all the same. */
export const grantedToOneself = grantsOffice({ granters: 'anybody', summary: 'Grant it', removes: false });
export const grantedByOthers = grantsOffice({ granters: 'others', summary: 'Grant it' });
/** Nothing waits: what is approved is the user's own plan. */
export const ownPlans = grantsOffice({ granters: 'anybody', summary: 'Take it as it is', begins: 'drafted' });
