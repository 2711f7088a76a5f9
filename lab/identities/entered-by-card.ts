import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';

const script = (name: string) => `
const state = { session: sessionStorage.getItem('session') };
async function call(method, path, data) {
  const headers = { 'Content-Type': 'application/json' };
  if (state.session) headers['X-Session'] = state.session;
  const r = await fetch(path, { method, headers, body: JSON.stringify(data) });
  return r.json();
}
const api = {
  join: (handle, mail, passphrase) => call('POST', '/api/join', { handle, mail, passphrase }),
  enter: (${name}, passphrase) => call('POST', '/api/enter', { ${name}, passphrase }),
  leave: () => call('POST', '/api/leave'),
  whoami: () => call('GET', '/api/whoami'),
  changeMail: (mail, passphrase) => call('POST', '/api/whoami/mail', { mail, passphrase }),
  changePassphrase: (old, fresh) => call('POST', '/api/whoami/passphrase', { old, new: fresh }),
  close: () => call('DELETE', '/api/whoami'),
};`;

export interface Entering {
  /** What people enter by: the name that they chose, or the number of the card that joining gave them. */
  readonly by?: 'handle' | 'card';
  /** False where a session goes on after its end was asked for. */
  readonly ends?: boolean;
  /** False where another address is taken without the passphrase. */
  readonly asks?: boolean;
}

interface Person {
  readonly card: string;
  readonly handle: string;
  mail: string;
  passphrase: string;
}

/** No document and none of the usual names: people join, enter and leave, and the session travels in a header of its own. */
export function enteredByCard({ by = 'card', ends = true, asks = true }: Entering = {}): LabApp & {
  readonly people: () => readonly string[];
} {
  const people: Person[] = [
    { card: '70001', handle: 'ada', mail: 'ada@example.org', passphrase: 'a-long-one-5' },
  ];
  const sessions = new Map<string, Person>();
  const routes = new Hono();
  routes.get('/', (c) => c.html('<html><script src="/app.js"></script><body>Club</body></html>'));
  routes.get('/app.js', (c) => c.body(script(by), 200, { 'Content-Type': 'text/javascript' }));
  const open = (person: Person) => {
    const session = randomBytes(18).toString('base64url');
    sessions.set(session, person);
    return session;
  };
  routes.post('/api/join', async (c) => {
    const { handle, mail, passphrase } = await c.req.json();
    if (typeof handle !== 'string' || !/^[a-z0-9]{3,20}$/.test(handle))
      return c.json({ error: 'handle is not valid' }, 422);
    if (typeof passphrase !== 'string' || passphrase.length < 10)
      return c.json({ error: 'passphrase is too short' }, 422);
    if (people.some((one) => one.handle === handle)) return c.json({ error: 'handle is taken' }, 409);
    const person = { card: String(70001 + 8 * people.length), handle, mail, passphrase };
    people.push(person);
    return c.json({ card: person.card, handle }, 201);
  });
  routes.post('/api/enter', async (c) => {
    const said = await c.req.json();
    const person = people.find((one) => one[by] === said[by] && one.passphrase === said.passphrase);
    return person
      ? c.json({ session: open(person), handle: person.handle })
      : c.json({ error: 'wrong' }, 401);
  });
  const asker = (session: string | undefined) => sessions.get(session ?? '');
  for (const path of ['/api/leave', '/api/whoami', '/api/whoami/*'])
    routes.use(path, async (c, next) =>
      asker(c.req.header('x-session')) ? next() : c.json({ error: 'please enter first' }, 401),
    );
  routes.post('/api/leave', (c) => {
    if (ends) sessions.delete(c.req.header('x-session') ?? '');
    return c.json({ left: true });
  });
  const shown = (person: Person) => ({ card: person.card, handle: person.handle, mail: person.mail });
  routes.get('/api/whoami', (c) => c.json(shown(asker(c.req.header('x-session')) as Person)));
  routes.post('/api/whoami/mail', async (c) => {
    const person = asker(c.req.header('x-session')) as Person;
    const { mail, passphrase } = await c.req.json();
    if (asks && passphrase !== person.passphrase) return c.json({ error: 'passphrase is wrong' }, 403);
    person.mail = mail;
    return c.json(shown(person));
  });
  routes.post('/api/whoami/passphrase', async (c) => {
    const person = asker(c.req.header('x-session')) as Person;
    const { old, new: fresh } = await c.req.json();
    if (asks && old !== person.passphrase) return c.json({ error: 'old passphrase is wrong' }, 403);
    person.passphrase = fresh;
    return c.json({ changed: true });
  });
  routes.delete('/api/whoami', (c) => {
    const person = asker(c.req.header('x-session')) as Person;
    people.splice(people.indexOf(person), 1);
    for (const [session, of] of sessions) if (of === person) sessions.delete(session);
    return c.json({ closed: true });
  });
  return { routes, people: () => people.map(({ handle }) => handle) };
}
