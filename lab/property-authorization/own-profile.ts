import { randomBytes } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented } from '../documented.ts';

type Fields = Record<string, unknown>;

interface Behaviour {
  /** What an update keeps of what was sent. */
  readonly keeps: (sent: Fields) => Fields;
  /** Members beyond these are refused. */
  readonly knows?: readonly string[];
  /** What a registration keeps of what was sent beside; nothing where left out. */
  readonly registers?: (sent: Fields) => Fields;
  /** Members beyond name and password that a registration does not refuse; it refuses none where left out. */
  readonly registersOnly?: readonly string[];
  /** Members that the document lets a registration set. */
  readonly offers?: readonly string[];
  /** What the record shows beside the name, when it is new. */
  readonly shows?: Fields;
  /** Members that the document lets an update set. */
  readonly declares?: readonly string[];
  /** Updates stand below this name, and the record beside other things: `{"user":{…}}`. */
  readonly within?: string;
  /** An update goes to the account whose number the body holds. */
  readonly byBody?: true;
  /** The record has a number. */
  readonly numbered?: true | undefined;
  /** How a token is sent; else as a bearer token. The document says only that it stands in `Authorization`. */
  readonly scheme?: 'Token';
  /** What `POST /members/{id}/vetting` does, whose body says whether somebody is vetted: for all, or for administrators. */
  readonly vetting?: 'for-all' | 'for-administrators' | 'by-paper';
  /** What registering wants, and what it says where that is missing. */
  readonly wants?: { readonly member: RegExp; readonly name: string; readonly says: object };
}

const TEXT = { type: 'string' };
const content = (names: readonly string[], within?: string) => {
  const inner = { type: 'object', properties: Object.fromEntries(names.map((name) => [name, TEXT])) };
  const schema = within === undefined ? inner : { type: 'object', properties: { [within]: inner } };
  return { requestBody: { content: { 'application/json': { schema } } } };
};
const secured = { security: [{ bearer: [] }] };
const MEMBER = { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }] };
const vettingBody = (by: string) => {
  const properties = { is_verified: { type: 'boolean' }, ...(by === 'by-paper' ? { paper_code: TEXT } : {}) };
  const schema = { type: 'object', properties, required: Object.keys(properties) };
  return { requestBody: { content: { 'application/json': { schema } } } };
};
const SHOWN = { role: 'user', credit_cents: 0, verified: false, city: 'Bern' };

/** People register, log in, and change and end their own account. `accounts` are those that exist. */
export function ownProfile({
  keeps,
  knows,
  shows = SHOWN,
  declares = ['city'],
  wants,
  within,
  byBody,
  numbered = byBody,
  registers = () => ({}),
  registersOnly,
  offers = [],
  scheme,
  vetting,
}: Behaviour): LabApp & { readonly accounts: () => string[] } {
  const accounts = new Map<string, Fields & { readonly password: string }>();
  const sessions = new Map<string, string>();
  const routes = new Hono();
  const asker = (c: Context) => {
    const [sentAs, token = ''] = c.req.header('Authorization')?.split(' ') ?? [];
    const username = sentAs === (scheme ?? 'Bearer') ? (sessions.get(token) ?? '') : '';
    const account = accounts.get(username);
    const isLocked = 'status' in (account ?? {}) && !['active', 'away'].includes(String(account?.status));
    return account && !isLocked && { username, account };
  };
  const record = (username: string, { password: _password, ...fields }: Fields) => ({ username, ...fields });
  const unknown = { error: 'unauthorized' };
  routes.post('/register', async (c) => {
    const sent = await c.req.json<Fields>().catch(() => ({}) as Fields);
    const { username, password, ...beside } = sent;
    if (registersOnly && Object.keys(beside).some((name) => !registersOnly.includes(name)))
      return c.json({ error: 'unknown member' }, 400);
    if (typeof username !== 'string' || typeof password !== 'string') return c.json({ error: 'bad' }, 400);
    if (wants && !wants.member.test(String(sent[wants.name] ?? ''))) return c.json(wants.says, 422);
    const id = accounts.size + 1;
    accounts.set(username, { ...(numbered ? { id } : {}), ...shows, ...registers(beside), password });
    return c.json({ username }, 201);
  });
  routes.post('/login', async (c) => {
    const { username, password } = await c.req.json<Record<string, string>>().catch(() => ({}) as never);
    if (accounts.get(username ?? '')?.password !== password) return c.json(unknown, 401);
    const token = `sess${randomBytes(10).toString('hex')}`;
    sessions.set(token, username ?? '');
    return c.json({ token });
  });
  routes.get('/me', (c) => {
    const own = asker(c);
    if (!own) return c.json(unknown, 401);
    const shown = record(own.username, own.account);
    return c.json(within === undefined ? shown : { [within]: shown });
  });
  routes.get('/members', (c) => {
    const own = asker(c);
    if (!own) return c.json(unknown, 401);
    return own.account.role === 'admin'
      ? c.json([...accounts.keys()].map((name) => ({ name })))
      : c.json({ error: 'forbidden' }, 403);
  });
  routes.patch('/me', async (c) => {
    const own = asker(c);
    if (!own) return c.json(unknown, 401);
    const body = await c.req.json<Fields>().catch(() => ({}) as Fields);
    const sent = within === undefined ? body : ((body[within] ?? {}) as Fields);
    if (knows && Object.keys(sent).some((name) => !knows.includes(name)))
      return c.json({ error: 'unknown member' }, 400);
    const [named] = [...accounts].find(([, { id }]) => byBody && id !== undefined && id === sent.id) ?? [];
    const changed = named ?? own.username;
    accounts.set(changed, { ...(accounts.get(changed) ?? own.account), ...keeps(sent) });
    return c.json({ ...record(own.username, own.account), ...sent });
  });
  routes.post('/members/:id/vetting', async (c) => {
    const own = asker(c);
    if (!own) return c.json(unknown, 401);
    const { is_verified, paper_code: paper } = await c.req.json<Fields>().catch(() => ({}) as Fields);
    if (vetting === 'for-administrators' && own.account.role !== 'admin')
      return c.json({ error: 'forbidden' }, 403);
    if (vetting === 'by-paper' && paper === undefined) return c.json({ error: 'a paper is needed' }, 422);
    const [username, account] = [...accounts].find(([, one]) => String(one.id) === c.req.param('id')) ?? [];
    if (username === undefined || !account) return c.json({ error: 'nobody' }, 404);
    accounts.set(username, { ...account, verified: is_verified });
    return c.json({ username, verified: is_verified });
  });
  routes.get('/members/:id', (c) => {
    const [username, account] = [...accounts].find(([, one]) => String(one.id) === c.req.param('id')) ?? [];
    if (!asker(c)) return c.json(unknown, 401);
    return account ? c.json({ id: account.id, username }) : c.json({ error: 'nobody' }, 404);
  });
  routes.delete('/me', (c) => {
    const own = asker(c);
    if (!own) return c.json(unknown, 401);
    accounts.delete(own.username);
    return c.body(null, 204);
  });
  const openapi = documented(
    {
      'POST /register': content(['username', 'password', ...offers]),
      'POST /login': content(['username', 'password']),
      'GET /me': secured,
      'GET /members': secured,
      'PATCH /me': { ...secured, ...content(declares, within) },
      'DELETE /me': secured,
      ...(vetting
        ? {
            'GET /members/{id}': { ...secured, ...MEMBER },
            'POST /members/{id}/vetting': { ...secured, ...MEMBER, ...vettingBody(vetting) },
          }
        : {}),
    },
    {
      securitySchemes: {
        bearer: scheme
          ? { type: 'apiKey', in: 'header', name: 'Authorization' }
          : { type: 'http', scheme: 'bearer' },
      },
    },
  );
  return { routes, openapi, accounts: () => [...accounts.keys()] };
}

const all = (sent: Fields) => sent;
const cityOnly = ({ city }: Fields) => (city === undefined ? {} : { city });

export const copying = ownProfile({ keeps: all });
export const echoing = ownProfile({ keeps: cityOnly });
export const refusingOthers = ownProfile({ keeps: all, knows: ['city'] });
export const forgettingOne = ownProfile({ keeps: all, knows: ['city', 'verified'] });
export const declaringStatus = ownProfile({
  keeps: all,
  shows: { status: 'away', city: 'Bern' },
  declares: ['status', 'city'],
});
/** Whose status is no `active` is signed out. */
export const lockedByStatus = ownProfile({
  keeps: all,
  shows: { role: 'user', status: 'active', city: 'Bern' },
});
export const plain = ownProfile({ keeps: all, shows: { city: 'Bern' } });
export const copyingWithin = ownProfile({ keeps: all, within: 'user' });
export const copyingToTokens = ownProfile({ keeps: all, within: 'user', scheme: 'Token' });
export const pickingWithin = ownProfile({ keeps: cityOnly, within: 'user' });
export const billing = ownProfile({
  keeps: all,
  shows: { city: 'Bern', billing: { plan: 'free', seats: 3 } },
});
export const registeringAll = ownProfile({ keeps: cityOnly, registers: all });
export const registeringVerified = ownProfile({
  keeps: cityOnly,
  registers: all,
  registersOnly: ['verified'],
});
export const offeringRole = ownProfile({
  keeps: cityOnly,
  registers: ({ role }) => (role === undefined ? {} : { role }),
  offers: ['role'],
});
const PLAIN = { keeps: cityOnly, numbered: true } as const;
export const vettedByThemselves = ownProfile({ ...PLAIN, vetting: 'for-all' });
export const vettedByAdministrators = ownProfile({ ...PLAIN, vetting: 'for-administrators' });
export const vettedByPaper = ownProfile({ ...PLAIN, vetting: 'by-paper' });
