import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import * as services from '../../lab/discovery/absent-services.ts';
import { discovering } from './discovering.ts';

/** Paths that discovery cannot have asked for itself. */
const UNKNOWN = ['/never-heard-of', '/deep/er/nothing', '/some.json', '/.hidden', '/x?q=1'];

const ROWS = {
  'soft 404 that repeats the path': { lab: services.softNotFound, soft: true },
  'single-page app': { lab: services.singlePageApp, soft: true },
  'login redirect for all': { lab: services.loginRedirect, soft: false },
  'firewall page with a support number': { lab: services.firewall, soft: false },
  'gateway that answers 401 to all': { lab: services.gateway, soft: false },
  'JSON envelope full of request ids': { lab: services.varyingEnvelope, soft: true },
  'constant {} for all': { lab: services.emptyObject, soft: true },
  'another answer for each kind of path': { lab: services.perPrefix, soft: true },
  'plain 404': { lab: services.plain404, soft: false },
};

describe('absent pages', () => {
  test.each(Object.entries(ROWS))('%s', (_name, { lab, soft }) =>
    discovering(lab, async ({ surface: { absent }, client, url }) => {
      expect(absent.soft).toBe(soft);
      for (const path of UNKNOWN) {
        expect(absent.matches(await client.send({ url: url + path })), path).toBe(true);
      }
      for (const path of ['/users', '/tiny']) {
        expect(absent.matches(await client.send({ url: url + path })), path).toBe(false);
      }
    }),
  );

  test('a page in the same frame as the soft 404 is a real one', () =>
    discovering(services.softNotFound, async ({ surface: { absent }, client, url }) => {
      expect(absent.matches(await client.send({ url: `${url}/page` }))).toBe(false);
    }));

  test('where unknown paths answer 400, a 400 in other words is a real place', () => {
    const refusing = (request: IncomingMessage, response: ServerResponse) => {
      const isPlace = /^\/search(?:\?|$)/.test(request.url ?? '');
      const says = isPlace
        ? { missing: 'q', hint: 'say what to look for' }
        : { error: 'there is no such route' };
      response.writeHead(400, { 'Content-Type': 'application/json' }).end(JSON.stringify(says));
    };
    return discovering({ routes: refusing }, async ({ surface: { absent }, client, url }) => {
      expect(absent.matches(await client.send({ url: `${url}/never-heard-of` }))).toBe(true);
      expect(absent.matches(await client.send({ url: `${url}/search` }))).toBe(false);
    });
  });

  test('a prefix with its own words is learnt when operations lie below it', () =>
    discovering(services.perPrefix, async ({ surface: { absent }, client, url }) => {
      expect(absent.matches(await client.send({ url: `${url}/api/unheard-of` }))).toBe(true);
      expect(absent.matches(await client.send({ url: `${url}/api/real` }))).toBe(false);
    }));

  test.each(Object.entries(ROWS))('no guess becomes an operation: %s', (_name, { lab }) =>
    discovering(lab, ({ operations }) => {
      expect(operations.filter((id) => id !== 'GET /')).toEqual(['GET /users']);
    }),
  );
});
