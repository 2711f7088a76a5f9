import { beforeAll, describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import {
  ADMINISTRATIVE_RESOURCES,
  COMMON_RESOURCES,
  FIRST_RESOURCES,
} from '../../src/material/common-words.ts';
import { FRAMEWORK_DOCUMENTS, FRAMEWORK_PAGES } from '../../src/material/document-paths.ts';
import {
  ADMINISTRATION_PAGES,
  COMMON_PATHS,
  DOCUMENTATION_PATHS,
  SPEC_PATHS,
} from '../../src/material/wordlists.ts';
import { scan } from '../../src/scan.ts';

/** Written down once more: an entry that gets lost is a service that is not found. */
const WHERE_DOCUMENTS_STAND =
  'openapi.json swagger.json v3/api-docs swagger/v1/swagger.json openapi.yaml api/openapi.json api-docs v2/api-docs docs-json api-json swagger/doc.json openapi.yml api/swagger.json openapi/v1.json documentation/json schema/ .well-known/openapi.json'.split(
    ' ',
  );
const PAGES =
  'docs swagger-ui/index.html swagger/index.html swagger-ui.html api-docs/ redoc api/docs documentation'.split(
    ' ',
  );
const BEGINNINGS =
  'api api/v1 v1 rest graphql db health healthz status version info metrics users me login auth token register products items orders customers books admin search config settings payments v1/models api/tags v1/messages chat'.split(
    ' ',
  );
const FIRST = 'users me products items orders posts health status login auth admin'.split(' ');
const RESOURCES =
  'users user me profile profiles account accounts customers members employees contacts groups teams organizations tenants roles permissions sessions tokens keys api-keys secrets credentials login auth token register products items categories inventory catalog stores orders order cart basket payments transactions invoices subscriptions plans coupons discounts wallet balance cards addresses shipments bookings reservations appointments events tickets posts articles comments reviews feedback messages conversations notifications notes tasks todos projects issues documents files uploads images photos media videos books movies vehicles devices locations countries tags search reports stats statistics analytics dashboard settings preferences config configuration webhooks jobs history activity feed news data export backup backups health healthz status version info'.split(
    ' ',
  );
const ADMINISTRATIVE =
  'admin admin/users admin/config admin/settings admin/stats administrator management internal internal/users private system debug test dev console env monitoring metrics logs logging log audit audit-logs errors queue queues cache feature-flags flags users/all users/list users/me users/admin'.split(
    ' ',
  );

test.each([
  ['documents', WHERE_DOCUMENTS_STAND, SPEC_PATHS],
  ['pages of documentation', PAGES, DOCUMENTATION_PATHS],
  ['where APIs begin', BEGINNINGS, COMMON_PATHS],
  ['pages of those who run it', '_/ admin/ ui/ dashboard/ console/ app/'.split(' '), ADMINISTRATION_PAGES],
  ['names of operations', RESOURCES, COMMON_RESOURCES],
  ['names tried first', FIRST, FIRST_RESOURCES],
  ['names of what belongs to those who run it', ADMINISTRATIVE, ADMINISTRATIVE_RESOURCES],
])('%s: none is lost', (_name, known, table) => {
  expect(known.filter((path) => !table.includes(path))).toEqual([]);
});

const DOCUMENT = {
  openapi: '3.0.3',
  info: { title: 'Notes', version: '1' },
  paths: { '/hidden/notes': { get: { responses: { 200: { description: 'all' } } } } },
};

/** A service that serves one path and nothing else. */
async function specAt(path: string, body: string, type: string) {
  const lab = await serveLab({
    routes: (request, response) => {
      const found = request.url === `/${path}`;
      response.writeHead(found ? 200 : 404, { 'Content-Type': found ? type : 'application/json' });
      response.end(found ? body : '{"error":"not found"}');
    },
  });
  try {
    return (await scan({ url: lab.url, checks: [] })).surface.spec?.title;
  } finally {
    await lab.close();
  }
}

describe.concurrent('a document is found wherever it stands alone', () => {
  test.each(SPEC_PATHS)('/%s', async (path) => {
    expect(await specAt(path, JSON.stringify(DOCUMENT), 'application/json')).toBe('Notes');
  });
});

describe.concurrent('and inside a page of documentation', () => {
  const page = `<!doctype html><div id="swagger-ui"></div><script>
const settings = { "swaggerDoc": ${JSON.stringify(DOCUMENT)} }; SwaggerUIBundle(settings)</script>`;
  test.each(DOCUMENTATION_PATHS)('/%s', async (path) => {
    expect(await specAt(path, page, 'text/html')).toBe('Notes');
  });
});

describe('where nothing is found yet, the places of frameworks are asked', () => {
  const asked = new Set<string | undefined>();
  beforeAll(async () => {
    const lab = await serveLab({
      routes: (request, response) => {
        asked.add(request.url);
        response.writeHead(404, { 'Content-Type': 'application/json' }).end('{"error":"not found"}');
      },
    });
    await scan({ url: lab.url, checks: [] }).finally(() => lab.close());
  });
  test.each([...FRAMEWORK_DOCUMENTS, ...FRAMEWORK_PAGES])('/%s', (path) => {
    expect(asked).toContain(`/${path}`);
  });
});

test('a document at the last of them is found', async () => {
  const last = FRAMEWORK_DOCUMENTS.at(-1) ?? '';
  expect(await specAt(last, JSON.stringify(DOCUMENT), 'application/json')).toBe('Notes');
});
