import vm from 'node:vm';
import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { documented, query } from '../documented.ts';

const openapi = documented({
  'GET /users': { parameters: [query('name', {}, { example: 'ada', required: true })] },
});
const USERS = [
  { name: 'ada', role: 'admin' },
  { name: 'bob', role: 'user' },
];

/** `name[$ne]=x` as qs and its like hand it on: an object of operators. */
function parsed(url: string): string | Record<string, string[]> {
  const pairs = [...new URL(url).searchParams].filter(([key]) => key.startsWith('name'));
  const [first] = pairs;
  if (first?.[0] === 'name') return first[1];
  return Object.fromEntries(pairs.map(([key, value]) => [/\[(\$\w+)\]/.exec(key)?.[1] ?? '', [value]]));
}

function matches(name: string, wanted: string | Record<string, string[]>): boolean {
  if (typeof wanted === 'string') return name === wanted;
  return Object.entries(wanted).every(([operator, values]) =>
    operator === '$ne' || operator === '$nin' ? !values.includes(name) : values.includes(name),
  );
}

export const operators: LabApp = {
  openapi,
  routes: new Hono().get('/users', (c) => {
    const wanted = parsed(c.req.url);
    return c.json(USERS.filter(({ name }) => matches(name, wanted)));
  }),
};

/** The same, asked for somebody who is not there. */
export const operatorsFindingNobody: LabApp = {
  openapi: documented({
    'GET /users': { parameters: [query('name', {}, { example: 'eve', required: true })] },
  }),
  routes: new Hono().get('/users', (c) => {
    const wanted = parsed(c.req.url);
    return c.json({ users: USERS.filter(({ name }) => matches(name, wanted)) });
  }),
};

export const script: LabApp = {
  openapi,
  routes: new Hono().get('/users', (c) => {
    const source = `users.filter((user) => user.name === '${c.req.query('name') ?? ''}')`;
    try {
      return c.json(vm.runInNewContext(source, { users: USERS }, { timeout: 50 }));
    } catch {
      return c.json({ error: 'bad query' }, 400);
    }
  }),
};

export const plainValues: LabApp = {
  openapi,
  routes: new Hono().get('/users', (c) => {
    const name = c.req.query('name');
    return name === undefined
      ? c.json({ error: 'name' }, 400)
      : c.json(USERS.filter((user) => user.name === name));
  }),
};

/** Does not know the operators and lists everybody when no name is given. */
export const listing: LabApp = {
  openapi,
  routes: new Hono().get('/users', (c) => {
    const name = c.req.query('name');
    return c.json(name === undefined ? USERS : USERS.filter((user) => user.name === name));
  }),
};
