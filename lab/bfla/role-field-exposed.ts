import { Hono } from 'hono';
import type { LabApp } from '../app.ts';
import { USERS } from './back-office.ts';

const people = (body: object): LabApp => ({ routes: new Hono().get('/people', (c) => c.json(body)) });

export const withRoles = people({ people: USERS });
export const withoutRoles = people({ people: USERS.map(({ id, email }) => ({ id, email })) });
/** A forum shows beside each name who moderates. */
export const asBadges = people({
  members: [
    { id: 1, username: 'ada', role: 'moderator', reputation: 7 },
    { id: 2, username: 'bob', role: 'member', reputation: 3 },
  ],
});
/** Roles in a play belong to nobody's account. */
export const ofAPlay = people({ play: 'Hamlet', cast: [{ role: 'Ophelia', scenes: 5 }] });
/** The document, linked from a page, shows how a person would look. */
export const inExamples: LabApp = {
  routes: new Hono()
    .get('/people', (c) => c.html('<a href="/docs/openapi.json">document</a>'))
    .get('/docs/openapi.json', (c) =>
      c.json({
        openapi: '3.0.3',
        info: { title: 'People', version: '1' },
        paths: {
          '/me': {
            get: {
              responses: {
                200: { description: 'OK', content: { 'application/json': { example: USERS[0] } } },
              },
            },
          },
        },
      }),
    ),
};
