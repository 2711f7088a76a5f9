import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { USERS } from './back-office.ts';

const people = (body: object): LabApp => ({ routes: new Hono().get('/people', (c) => c.json(body)) });

export const withRoles = people({ people: USERS });
export const withoutRoles = people({ people: USERS.map(({ id, email }) => ({ id, email })) });
/** Roles in a play belong to nobody's account. */
export const ofAPlay = people({ play: 'Hamlet', cast: [{ role: 'Ophelia', scenes: 5 }] });
