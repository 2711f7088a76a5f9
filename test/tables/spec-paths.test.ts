import { beforeAll, describe, expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { FRAMEWORK_DOCUMENTS, FRAMEWORK_PAGES } from '../../src/material/document-paths.ts';
import {
  COMMON_PATHS,
  COMMON_RESOURCES,
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
const NAMES =
  'api api/v1 v1 graphql health healthz status version info metrics users me login auth token register products items orders customers books admin search config settings payments v1/models api/tags v1/messages chat'.split(
    ' ',
  );
const RESOURCES = 'users me products orders health login admin'.split(' ');

test.each([
  ['documents', WHERE_DOCUMENTS_STAND, SPEC_PATHS],
  ['pages of documentation', PAGES, DOCUMENTATION_PATHS],
  ['first names of operations', NAMES, COMMON_PATHS],
  ['names below a prefix', RESOURCES, COMMON_RESOURCES],
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
