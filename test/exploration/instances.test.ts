import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { documented, pathParameter } from '../../lab/documented.ts';
import { scan } from '../../src/scan.ts';

const PEOPLE = ['ann', 'bob', 'cem', 'dan', 'eva', 'fay'];

/** Articles name their authors; the profile of one of them holds what it should not. */
const magazine = {
  openapi: documented({
    'GET /articles': {},
    'GET /profiles/{username}': { parameters: [pathParameter('username', 'nobody')] },
  }),
  routes: new Hono()
    .get('/articles', (c) => c.json(PEOPLE.map((username, id) => ({ id, author: { username } }))))
    .get('/profiles/:username', (c) => {
      const username = c.req.param('username');
      if (!PEOPLE.includes(username)) return c.json({ error: 'nobody' }, 404);
      return c.json({ username, cardCvc: username === 'fay' ? '481' : null });
    }),
};

test('several objects of a kind are read: what one holds another may lack', async () => {
  const lab = await serveLab(magazine);
  const result = await scan({
    guesses: 'first',
    url: lab.url,
    selection: { include: ['property-authorization'], exclude: [] },
  });
  await lab.close();
  const [finding] = result.findings.filter(({ rule }) => rule === 'secret-field-exposed');
  expect(finding?.locations.map(({ operation }) => operation)).toEqual(['GET /profiles/{username}']);
});
